"""How records look: columns, labels and states, as pure functions of models and a given time."""
