"""Every operation of the store fails in every way, and no word that the program gave is broken.

Short here: every operation that writes, in every scene, and every operation that reads, in some; a sample of what the
disk may hold afterwards. ``pytest -m campaign tests/faults`` takes all of it, for sectors of 512 bytes and of 4 KiB.
"""

from __future__ import annotations

import pytest

from tests.faults.scenes import SCENES, Scene, a_day, nothing
from tests.faults.sweep import Sweep, quick_disk

A_DAY = Scene("a day", nothing, a_day)


def named(scene: Scene) -> str:
    return scene.name


@pytest.fixture(autouse=True)
def no_real_sync():
    with quick_disk():
        yield


@pytest.mark.parametrize("sector", [512, 4096])
@pytest.mark.parametrize("scene", SCENES, ids=named)
def test_the_power_goes_after_each_operation(tmp_path, scene, sector):
    sweep = Sweep(scene, tmp_path / "disk", sector=sector, most=10)
    sweep.crashes()
    assert sweep.counts["images"] > sweep.counts["acknowledged"]


@pytest.mark.parametrize("scene", SCENES, ids=named)
def test_each_operation_fails_and_the_program_goes_on(tmp_path, scene):
    sweep = Sweep(scene, tmp_path / "disk", most=1)
    sweep.errors()
    assert sweep.counts["runs with a fault"] > 10


@pytest.mark.campaign
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("sector", [512, 4096])
@pytest.mark.parametrize("scene", [*SCENES, A_DAY], ids=named)
def test_the_power_goes_after_each_operation_at_length(tmp_path, tell, scene, sector):
    sweep = Sweep(scene, tmp_path / "disk", sector=sector, most=256, thorough=True)
    sweep.crashes()
    tell(f"{scene.name}, sectors of {sector}: {sweep.told()}")


@pytest.mark.campaign
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("sector", [512, 4096])
@pytest.mark.parametrize("scene", SCENES, ids=named)
def test_each_operation_fails_at_length(tmp_path, tell, scene, sector):
    sweep = Sweep(scene, tmp_path / "disk", sector=sector, most=6, thorough=True)
    sweep.errors()
    assert sweep.counts["runs with a fault"] > 10
    tell(f"{scene.name}, sectors of {sector}: {sweep.told()}")
