"""The 2020 list the demo runs on: facts of the notice's annexes."""
