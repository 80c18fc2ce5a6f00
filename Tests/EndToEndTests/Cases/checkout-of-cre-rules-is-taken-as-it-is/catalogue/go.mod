module example.com/rules
