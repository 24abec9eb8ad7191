// A table's cell. Spectre.Console's own name for it is also that of a namespace here.
global using Cell = Spectre.Console.Text;
