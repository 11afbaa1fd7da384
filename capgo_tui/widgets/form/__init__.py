"""The fields of every dialog: each one line, a label left, a value right, all by the keyboard alone."""

from __future__ import annotations

from capgo_tui.widgets.form.choice_field import ChoiceField, MultiChoiceField
from capgo_tui.widgets.form.field import FormField, Heading
from capgo_tui.widgets.form.form import Form
from capgo_tui.widgets.form.input_field import InputField, TextField
from capgo_tui.widgets.form.options import Option
from capgo_tui.widgets.form.state_field import StateField, SwitchField, TriField

__all__ = [
    "ChoiceField",
    "Form",
    "FormField",
    "Heading",
    "InputField",
    "MultiChoiceField",
    "Option",
    "StateField",
    "SwitchField",
    "TextField",
    "TriField",
]
