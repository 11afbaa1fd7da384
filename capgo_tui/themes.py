"""The program's own colours; every theme of Textual can be chosen in the palette instead."""

from __future__ import annotations

from textual.theme import Theme

CAPGO = Theme(
    name="capgo",
    primary="#58a6e6",
    secondary="#8295ad",
    accent="#5fcfb9",
    warning="#e5b454",
    error="#f27a72",
    success="#83cc85",
    foreground="#d5dce4",
    background="#0f141b",
    surface="#0f141b",
    panel="#1a212b",
    variables={
        "border": "#58a6e6",
        "border-blurred": "#2c3745",
        "block-cursor-background": "#23405c",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#1d2733",
        "block-cursor-blurred-foreground": "#d5dce4",
        "footer-background": "#1a212b",
        "footer-key-foreground": "#5fcfb9",
        "footer-description-foreground": "#a9b5c2",
        "input-cursor-background": "#5fcfb9",
        "scrollbar": "#2c3745",
        "scrollbar-hover": "#3a4858",
        "scrollbar-active": "#58a6e6",
        "scrollbar-background": "#0f141b",
        "scrollbar-background-hover": "#0f141b",
        "scrollbar-background-active": "#0f141b",
        "scrollbar-corner-color": "#0f141b",
    },
)
"""Dark, calm: colour is kept for what needs a look."""
