print("smallest")
