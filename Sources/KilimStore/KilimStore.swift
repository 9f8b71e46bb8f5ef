import KilimModel
