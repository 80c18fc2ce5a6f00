import FiveWhysCLI

FiveWhys.main()
