namespace Cleak.Ir;

/// <summary>
/// The types of one translation unit. Add a record or function before its parts: its members may refer back to it.
/// </summary>
public sealed class TypeTable
{
    private readonly List<IrType> types = [];

    public int Count => types.Count;

    public IrType this[int id] => types[id];

    public IReadOnlyList<IrType> All => types;

    /// <summary>The id that the next added type must carry.</summary>
    public int NextId => types.Count;

    public IrType Add(IrType type)
    {
        if (type.Id != types.Count)
        {
            throw new ArgumentException($"type {type.Name} carries id {type.Id}, expected {types.Count}", nameof(type));
        }

        types.Add(type);
        return type;
    }
}
