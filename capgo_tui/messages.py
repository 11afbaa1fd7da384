"""What one part of the screen asks of another that is neither its parent nor its child."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class OpenApp(Message):
    """Show this app in the tabs."""

    app_id: str
    org_id: str


@dataclass
class OpenOrganization(Message):
    """Show this organization in the Organization tab."""

    org_id: str


@dataclass
class ShowTab(Message):
    """Bring a tab to the front."""

    tab: str
