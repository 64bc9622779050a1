"""python -m shishi_xl."""

from shishi_xl.cli import main

if __name__ == "__main__":
    main()
