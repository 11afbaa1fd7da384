"""Devices that have something in common with one, and how they fare; counted over what is loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from capgo_tui.rules.device_state import Standing
from capgo_tui.services.slices import in_slices

if TYPE_CHECKING:
    from capgo_tui.models.device import Device
    from capgo_tui.services.app_data import AppData

Trait = Callable[["Device"], tuple[str | None, ...]]
"""What a device is compared by; unknown where a part is None."""

ALL: Final = "all loaded"
"""What the row is called that holds every loaded device, to hold the others against."""


@dataclass
class Neighbourhood:
    """The loaded devices that agree with one in a trait, itself among them."""

    trait: str
    """In what they agree, such as `bundle`; `ALL` for every device."""
    value: str
    """What they have there, raw."""
    ids: set[str] = field(default_factory=set)
    """Their ids."""
    standings: Counter[Standing] = field(default_factory=Counter)
    """How many of them stand where, as the update rules decide."""

    @property
    def fine(self) -> int:
        """How many run what their channel delivers."""
        return self.standings[Standing.CURRENT]


_TRAITS: Final[Sequence[tuple[str, Trait]]] = (
    ("bundle", lambda device: (device.version_name,)),
    ("native build", lambda device: (device.version_build,)),
    ("os", lambda device: (device.platform, device.os_version)),
    ("platform+build", lambda device: (device.platform, device.version_build)),
)


async def find_neighbours(data: AppData, device: Device) -> list[Neighbourhood]:
    """Count, in slices; a trait that is unknown of the device is left out.

    Args:
        data: the app.
        device: the one whose neighbours they are.
    """
    found = [
        (trait, trait(device), Neighbourhood(name, " ".join(map(str, trait(device)))))
        for name, trait in _TRAITS
        if all(trait(device))
    ]
    everyone = Neighbourhood(ALL, "")
    async for part in in_slices(data.devices.records):
        for each in part:
            standing = data.deciding.state(each).standing
            _add(everyone, each, standing)
            for trait, wanted, hood in found:
                if trait(each) == wanted:
                    _add(hood, each, standing)
    return [*(hood for _, _, hood in found), everyone]


def _add(hood: Neighbourhood, device: Device, standing: Standing) -> None:
    hood.ids.add(device.device_id)
    hood.standings[standing] += 1
