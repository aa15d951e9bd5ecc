"""Words that decide whether a word of a text can be somebody's name, in the plain form of `spelling`. Knows no records.

A department's notebook is English prose; names in it may be of any language.
"""

from __future__ import annotations

MONTHS = frozenset("january february march april may june july august september october november december".split())
STREET_WORDS = {
    "street": "st", "avenue": "ave", "av": "ave", "road": "rd", "drive": "dr", "lane": "ln", "boulevard": "blvd",
    "court": "ct", "place": "pl", "terrace": "ter", "circle": "cir", "parkway": "pkwy", "highway": "hwy",
    "square": "sq",
}  # fmt: skip
"""Spellings that count as one in an address."""
STREETS = frozenset(
    "st ave rd dr ln blvd ct pl ter cir pkwy hwy sq way row walk loop trail alley crescent pike turnpike wharf".split()
)
CERTAIN_STREETS = frozenset("st ave rd blvd ln pkwy hwy".split())
"""After a capital these make a street of it and nothing else."""
FEATURES = frozenset(
    (
        "park hill hills lake pond river rivers creek brook brooks bridge bridges field fields wood woods church "
        "chapel temple school schools college university hospital clinic library hall house home homes court courts "
        "square plaza center centre garden gardens gate gates green greens grove marsh meadow meadows mill mills "
        "mount mountain valley beach bay harbor port point island islands forest heights ridge village town towers "
        "tower terrace apartments bank banks market mall station depot store stores works yard yards elementary "
        "middle high academy county city ward district day avenue street way lane bush stone rock cross fair "
        "fairgrounds hollow"
    ).split()
).union(STREETS)
"""Features of a place: beside another capital they name the place."""
GROUPS = frozenset(
    (
        "academy alliance apartments assembly association board chamber chapel church clinic club coalition college "
        "commission committee cooperative council department federation forum foundation fund group hospital league "
        "library merchants ministries ministry mosque neighborhood network parish partnership post pta pto residents "
        "school schools services shelter society synagogue temple tenants union university watch"
    ).split()
)
"""One of these in a name says that it is a group's, not a person's."""
TITLES = frozenset("mr mrs ms miss mx sr sra srta señor señora senor senora dr rev reverend pastor fr sister".split())
"""What comes before a resident's name."""
RANKS = frozenset(
    (
        "officer ofc sgt sergeant lt lieutenant cpt capt captain chief det detective cpl corporal deputy sheriff "
        "trooper inspector commander mayor councilor councillor councilman councilwoman councilmember alderman "
        "alderwoman selectman senator representative rep judge commissioner director superintendent principal "
        "supervisor chair manager engineer"
    ).split()
)
"""What comes before the name of somebody in office."""
SUFFIXES = frozenset("jr sr ii iii iv esq md phd dds".split())
PARTICLES = frozenset(
    "de la las los del der den da dos das di du des van von zu af al el bin ibn bint ben abu ould st saint y e".split()
)
"""Parts of names that are no name by themselves."""
SAYING = frozenset(
    (
        "says said saying say calls called phoned phones rang reports reported asks asked tells told wants wanted "
        "lives lived feels felt thinks thought fears worries worried complains complained states stated came comes "
        "spoke speaks wrote writes emailed saw sees heard hears knows knew left went stayed cried moved noticed "
        "believes refused agreed thanked met visited"
    ).split()
)
"""What a person does at the beginning of a sentence."""
BEING = frozenset("and is was has had were will would who and does did can could".split())
"""What may follow a person as well as anything else."""
FUNCTION = frozenset(
    (
        "a an and are as at be but by can do does did for from go had has have he her him his how i if in into is it "
        "its let me my no nor not of off oh ok on one or our out over own she so some than that the their them then "
        "there they this to too two under until up us was we were what when where which while who why with yes yet you "
        "your all any hi ah am pm re un"
    ).split()
)
"""The commonest words: at the beginning of a sentence they are never a name."""
EVERYDAY = (
    MONTHS
    | FEATURES
    | FUNCTION
    | STREETS
    | frozenset(
        (
            "abbot ace amber america american angel angle apple arch archer arms art ash aunt auntie autumn back "
            "baker bakery ball banner bar barber barn baron basil bass beach bean bear beard bee bell berlin berry "
            "best better big bill bird bishop black blade bland blank blaze bliss block blood bloom blue board bob "
            "body bold bolt bond bone booker booth boots boss bottom bow bowl box boy boyd brace brand brave bread "
            "brick bridge bright brisk broad brother brown brush buck buddy bull bunch burn burns bush butcher "
            "button cage caller calm camp candy cane cannon card care carter carver case cash castle cat cave chain "
            "chalk champion chance chandler charity charm chase cherry chess child children china cider clay clean "
            "clear clerk cliff close cloud clove club coach coal coast coin cole colt coltrane comfort constable "
            "constance cook cooper cord corn corner cotton couch council count cove cozy craft crane cream crews "
            "crisp crook cross crow crystal curl custodian daisy dale dance darling dash daughter dawn day days "
            "deacon deal dean dear deed deep dell dent desk diamond dike dime diner ditch doctor doe dollar dove "
            "downs downtown drake draper drew driver duck duff duke dusty dye dyer eagle earl early east elm ends "
            "england english eve ever expert fair fairy faith fall family fancy farm farmer father faye feather felt "
            "fern field finch fine fire first fish fisher flag flame fleet flint flood flower flowers foil font foot "
            "force ford forest fort foster fountain fowler fox frame france frank free freeman french friday friend "
            "friends front frost fry full gale gallant gamble games gardener gay gem gene genius gentry german gift "
            "girl glad glass glen glory gold golden good goodman goose gore goss grace grandmother grant grave "
            "graves gray great greenwood grey grind grocery group grove guest guy hair hale hammer hand hands harbor "
            "hardy harm hart harvest haste hatch haven hawk hay hazel head hearing heart heat heath heather hedge "
            "herb heron herring hicks hightower hog holiday holland hollow holly home honest honor hood hook hop "
            "hope horn horne hotel house hull hunter hurt husband ice india inn iris irish iron irons ivy jack jade "
            "janitor jay jewel jolly jordan journey joy judge jump junior just justice keen key keys kid kids kind "
            "king kitchen knight lady lamb lance land lane language large lark last late laughter laundromat laurel "
            "law lawn leaf league lean left legend legg lemon lent liberty life light lights lily line lines link "
            "list little loan lock locks lodge loft logan london long lord lot loud love lover low lower lucky "
            "lumber lynch major maker man manager mann map marine mark marks marshal marshall martin mason mate may "
            "mead means medal mellow melody member mercer mercy merit mild milk miller mills minor mint mister misty "
            "mix monday money monk moody moon moor more moss motel mother motley mouse mule music musician musk "
            "myrtle nail name nash needle neighbor neighbors new next nice nick night noble noon norm north null "
            "number nurse oak odd office oil old olive orange orchard ore otter outlaw owner pace pack page paint "
            "painter palmer parade paris park parks parson pass pastor pat path patience patrol paul peace peacock "
            "peak pear pearl pearson pebble pell pence penny pepper person pharmacy pickle pike pilgrim pillow pin "
            "pinch pine pink pipe piper pitch pitt plant pleasant plum pole police pond pool poor pope poppy porch "
            "porter post potter pound power powers pray precious president pretty price pride priest prince prior "
            "profit prudence pryor public puck pull purple quarrel quarry queen quick quill rabbit race racer rain "
            "rainy ranger raven ray read ready real reason red redd redwood reed rest restaurant rice rich riddle "
            "ride rider ridge right ring rings rise roach road rob robe robin rod rogue roof room root rope rose "
            "round row rowan royal ruby rugg rule runner rush rust rusty sable sack saddle sage sailor saint sally "
            "salt sample sand sanders sands sandy saturday savage saver savior sawyer scales scarlet schoolmaster "
            "scott sea seal secretary sell senior sergeant service shade share shark sharp shaw sheen shell shelter "
            "shepherd shine ship shock shoes shop shore short shot side sign silence silk sill silver simple singer "
            "sister site skates skill skinner sky slate slaughter slow sly small smiley smith smoke snell snow "
            "soldier son song sore south spade span spanish sparks sparrow speaker speaks spear speed spence spice "
            "spirit spring stack staff stage stain stall stamp star stars steed steel steep sterling stern steward "
            "sticks stiles still stock stone storm stormy story stout strange stream street strong studio style sue "
            "sugar summer summers sun sunday sunny swan sweeney sweet swift table tailor tall tank tanner tart "
            "taylor teach teacher teal temple tenant tenants tenor thorn thrush thursday tide tiger tiller timber "
            "time toll tone tool top topping tough tower towns trade trail train travel treasure tree trees trick "
            "trim trip trout true trust truth tuck tuesday tune turner twigg tyler uncle upper usher vale valentine "
            "van vent verity vest vice victor victory view villa vine violet virtue wade wag wage wagon wait waite "
            "walk walker wall walls waltz want war ward warden ware warm wash watch water waters watt wave wax way "
            "wealth weather weaver web wednesday weed week weeks weir welch welcome well wells welsh west whale "
            "wheat wheeler whip whistle white wild wilder will willow win wind window winds wine wing winner winter "
            "wise wish witness witt wolf woman wonder wood woodcock woolly word worker worth wren wright yard yates "
            "year yes york young youth zone"
        ).split()
    )
)
"""Parts of names that are everyday words too: alone they are withheld only where they stand as a name."""
NOT_A_HOUSE = frozenset(
    "beat route rte ward district zone precinct engine station hwy highway interstate bus line lot phase".split()
)
"""A number after one of these is no street number."""
