"""One screen a file, all of them `base.Room`; `dialogs` open over a room and give back one value."""
