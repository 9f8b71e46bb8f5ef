import KilimCommands

print("kilim")
