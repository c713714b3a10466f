namespace Cleak.Analysis;

/// <summary>
/// Another name of a modelled function, as headers and compilers put in its place: the model is the target's, whose name a
/// message then shows, since that is what the program's author wrote.
/// </summary>
/// <param name="Position">Where the other name has further parameters.</param>
/// <param name="Added">How many; 0 where the parameters are the same or further ones follow the last.</param>
public readonly record struct FunctionAlias(string Name, string Target, int Position = 0, int Added = 0)
{
    public FunctionModel Apply(FunctionModel target) => Added == 0 ? target : target.WithParametersAt(Position, Added);
}
