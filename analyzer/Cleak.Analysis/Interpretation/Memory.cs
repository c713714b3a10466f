using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Reads and writes of the state's memory: objects by the term of their address, cells by byte offset. A write through a symbolic
/// index is a cell of its own object; it makes unknown what it may overlap. Distinct unknown pointers are taken for distinct objects.
/// </summary>
internal sealed class Memory(AnalysisContext context, PathCondition path)
{
    /// <summary>Records that copy field by field; larger ones become unknown but for what cells say.</summary>
    private const int MaxFieldsCopied = 64;

    /// <summary>Longer copies do not tell what pointers are in them that nobody has read yet.</summary>
    public const int MaxBytesFollowed = MaxFieldsCopied * 8;

    /// <summary>Width of cells that hold a fact about an object beside its bytes: <see cref="GhostCells"/>.</summary>
    public const byte GhostWidth = 255;

    /// <summary>Numbers of the values that a place of its own gets where it is forgotten: they are fresh ones of a stamp, not of an instruction.</summary>
    private const int FirstForgotten = 1 << 16;
    private const int ForgottenNumbers = 1 << 10;

    private readonly TermTable terms = context.Terms;
    private readonly CellTable cells = context.Cells;
    private readonly StampedNames stamped = new(context);

    public Value Read(AbstractState state, Value address, IrType type, BitRange bits)
    {
        address = path.Resolve(state, address);
        if (!address.IsTerm)
        {
            return Value.None;
        }

        var cell = new Cell(address.Term, address.Offset, Width(type), bits.Start, bits.Width);
        int at = state.FindCell(cells.Intern(cell));
        if (at >= 0)
        {
            return path.Resolve(state, state.CellValues[at]);
        }

        for (int i = 0; i < state.CellCount; i++)
        {
            if (cells[state.CellIds[i]].Overlaps(cell) && cells[state.CellIds[i]].Width != GhostWidth)
            {
                return Value.None;
            }
        }

        return path.Resolve(state, Default(state, address, type, bits));
    }

    /// <summary>Sets a cell and forgets what it overlaps. <paramref name="replaced"/> is told each value that goes.</summary>
    public void Write(AbstractState state, Value address, Value value, byte width, BitRange bits, int instruction, ReplacedValue? replaced)
    {
        address = path.Resolve(state, address);
        if (!address.IsTerm)
        {
            return;
        }

        var cell = new Cell(address.Term, address.Offset, width, bits.Start, bits.Width);
        int id = cells.Intern(cell);
        NoteVague(address.Term);
        for (int i = state.CellCount - 1; i >= 0; i--)
        {
            ref readonly Cell other = ref cells[state.CellIds[i]];
            if (other.Width == GhostWidth)
            {
                DropGhost(state, i, address.Term, keepsNew: terms[address.Term].Kind != TermKind.Element);
            }
            else if (state.CellIds[i] != id && other.Object == cell.Object && other.Overlaps(cell))
            {
                replaced?.Invoke(state, state.CellValues[i], instruction);
                state.RemoveCellAt(i);
            }
        }

        int at = state.FindCell(id);
        if (at >= 0)
        {
            if (state.CellValues[at] != value)
            {
                replaced?.Invoke(state, state.CellValues[at], instruction);
            }
        }
        else if (replaced is not null)
        {
            Value before = Default(state, address, width, bits);
            if (!before.IsNone)
            {
                replaced(state, before, instruction);
            }
        }

        if (terms[cell.Object].Kind == TermKind.Element)
        {
            WeakenArray(state, cell, instruction);
        }

        state.SetCell(id, value);
    }

    /// <summary>The object is one that other names may stand for, too, or the caller's, at an index that it cannot be told.</summary>
    private void NoteVague(int address)
    {
        int root = terms.Object(address);
        bool isUntold = root != address && terms.IsInterface(root) && !terms.IsInterface(address);
        if (isUntold || terms[root].Kind is TermKind.Merged or TermKind.Fresh or TermKind.Binary or TermKind.Unary or TermKind.Cast)
        {
            context.NoteVagueWrite(root);
        }
    }

    /// <summary>What is known of the contents as a whole goes with a write to any part of them.</summary>
    /// <param name="keepsNew">It is seen which bytes are written: the others of a grown block stay unwritten.</param>
    private void DropGhost(AbstractState state, int at, int address, bool keepsNew)
    {
        ref readonly Cell ghost = ref cells[state.CellIds[at]];
        if ((GhostFacts.IsOfContents(ghost) || (ghost.Offset == GhostFacts.Kept && !keepsNew)) && terms.Object(ghost.Object) == terms.Object(address))
        {
            state.RemoveCellAt(at);
        }
    }

    private void DropGhosts(AbstractState state, int address)
    {
        for (int i = state.CellCount - 1; i >= 0; i--)
        {
            if (cells[state.CellIds[i]].Width == GhostWidth)
            {
                DropGhost(state, i, address, keepsNew: false);
            }
        }
    }

    /// <summary>
    /// A pointer is written through a pointer that was itself read from memory: it may have hit any other object's pointers. What those
    /// read as from here on has another name; cells that hold resources stay as they are.
    /// </summary>
    public void NoteAliasing(AbstractState state, Value address, IrType type, int instruction)
    {
        address = path.Resolve(state, address);
        if (!address.IsTerm || !type.IsPointer || !IsWild(terms[terms.Object(address.Term)]))
        {
            return;
        }

        int stamp = Stamp(state, instruction);
        Rename(state, address, stamp);
        state.AliasStamp = stamp;
    }

    /// <summary>The same for the pointers that a callee is about to write, all of one moment.</summary>
    public void NoteAliasing(AbstractState state, ImmutableArray<SummaryWrite> writes, Scratch<(Value Address, Value Value)> written, int instruction)
    {
        int stamp = 0;
        for (int i = 0; i < writes.Length; i++)
        {
            (Value address, Value value) = written[i];
            bool isPointer = writes[i].Width == 8 && value.IsTerm && (terms[value.Term].IsObjectAddress || terms[value.Term] is { Low: >= 0, High: long.MaxValue });
            if (isPointer && address.IsTerm && IsWild(terms[terms.Object(address.Term)]))
            {
                stamp = stamp == 0 ? Stamp(state, instruction) : stamp;
                Rename(state, path.Add(address, writes[i].Offset), stamp);
                state.AliasStamp = stamp;
            }
        }
    }

    private void Rename(AbstractState state, Value address, int stamp)
    {
        Term written = terms[address.Term];
        for (int i = state.CellCount - 1; i >= 0; i--)
        {
            ref readonly Cell cell = ref cells[state.CellIds[i]];
            bool mayBeHit = cell.Object != address.Term && cell.Width == 8 && state.CellValues[i].IsTerm && MayBeAliased(terms[terms.Object(cell.Object)]);
            if (mayBeHit && !IsReadFrom(written, cell) && !HoldsResource(state, state.CellValues[i]) && IsRead(state.CellValues[i]))
            {
                // The place stays one that was written: callers must not take it for what it was at entry.
                state.CellValues[i] = terms[cell.Object].Depth >= TermTable.MaxDepth ? Value.None
                    : Value.Of(terms.Content(cell.Object, cell.Offset, stamp, pointerLike, cell.Width));
            }
        }
    }

    /// <summary>The pointer came out of this very place: what a place points to is not the place itself.</summary>
    private static bool IsReadFrom(in Term pointer, in Cell cell) =>
        pointer.Kind == TermKind.Content && pointer.A == cell.Object && pointer.B == cell.Offset;

    private static bool IsWild(in Term root) => root.Kind is TermKind.Content or TermKind.Fresh or TermKind.Merged;

    private static bool MayBeAliased(in Term root) => IsWild(root) || root.Kind is TermKind.Parameter or TermKind.GlobalAddress;

    private bool IsRead(Value value) => terms[terms.Object(value.Term)].Kind is TermKind.Content or TermKind.Fresh;

    /// <summary>The stamp under which a place reads that no cell names.</summary>
    private int StampOf(AbstractState state, int root, int at, bool isPointer)
    {
        int stamp = at >= 0 ? state.DefaultStamps[at] : IsShared(terms[root]) ? state.GlobalStamp : 0;
        return isPointer && stamp == 0 && state.AliasStamp != 0 && MayBeAliased(terms[root]) ? state.AliasStamp : stamp;
    }

    /// <summary>What an address reads as where no cell says more.</summary>
    private Value Default(AbstractState state, Value address, IrType type, BitRange bits)
    {
        ref readonly Term term = ref terms[address.Term];
        int root = terms.Object(address.Term);
        int at = state.FindDefault(root);
        ObjectDefault kind = at >= 0 ? state.DefaultKinds[at] : terms[root].Kind == TermKind.LocalAddress ? ObjectDefault.Uninitialized : ObjectDefault.Initial;
        switch (kind)
        {
            case ObjectDefault.Zero when term.Kind != TermKind.Element || !HasElements(state, root):
                return Value.Zero;
            case ObjectDefault.Uninitialized when term.Kind != TermKind.Element || !HasElements(state, root):
                return Value.Uninitialized;
        }

        if (at < 0 && term.Kind == TermKind.GlobalAddress && InitialValue(term.A, address.Offset, type) is { IsNone: false } initial)
        {
            return initial;
        }

        if (!type.IsScalar || term.Depth >= TermTable.MaxDepth)
        {
            return Value.None;
        }

        return Value.Of(terms.Content(address.Term, address.Offset, StampOf(state, root, at, type.IsPointer), type, WidthKey(type, bits)));
    }

    /// <summary>Something stands at a known index, or was stored at another one: an element of any index may be that.</summary>
    private bool HasElements(AbstractState state, int root)
    {
        for (int i = 0; i < state.CellCount; i++)
        {
            if (cells.RootOf(state.CellIds[i]) == root && !GhostFacts.Is(cells[state.CellIds[i]]) && cells[state.CellIds[i]].Width == 8 && state.CellValues[i].IsTerm)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name of what a pointer-wide place held before it was written, if it had one.</summary>
    private Value Default(AbstractState state, Value address, byte width, BitRange bits)
    {
        if (bits.IsBitField || width != 8 || terms[address.Term].Depth >= TermTable.MaxDepth)
        {
            return Value.None;
        }

        int root = terms.Object(address.Term);
        int at = state.FindDefault(root);
        if (at >= 0 ? state.DefaultKinds[at] != ObjectDefault.Initial : terms[root].Kind == TermKind.LocalAddress)
        {
            return Value.None;
        }

        return Value.Of(terms.Content(address.Term, address.Offset, StampOf(state, root, at, isPointer: true), pointerLike, 8));
    }

    private static readonly IrType pointerLike = new() { Id = 0, Kind = TypeKind.Pointer, Name = "void *", Size = 8 };

    /// <summary>Whether the place that a content term names still holds it: nothing was written there since.</summary>
    public bool StillHolds(AbstractState state, in Term content)
    {
        for (int i = 0; i < state.CellCount; i++)
        {
            ref readonly Cell cell = ref cells[state.CellIds[i]];
            if (cell.Object == content.A && cell.Offset == content.B && cell.Width != GhostWidth)
            {
                return false;
            }
        }

        int root = terms.Object(content.A);
        int at = state.FindDefault(root);
        bool isPointer = content is { Low: >= 0, High: long.MaxValue, Op: 8 };
        return StampOf(state, root, at, isPointer: false) == content.C || (isPointer && StampOf(state, root, at, isPointer: true) == content.C);
    }

    public void Reset(AbstractState state, int objectTerm, ObjectDefault kind, int stamp) => Reset(state, objectTerm, kind, stamp, 0, null);

    /// <summary>All cells of an object go, and it reads as <paramref name="kind"/> from here on.</summary>
    public void Reset(AbstractState state, int objectTerm, ObjectDefault kind, int stamp, int instruction, ReplacedValue? replaced)
    {
        for (int i = state.CellCount - 1; i >= 0; i--)
        {
            if (cells.RootOf(state.CellIds[i]) == objectTerm && !GhostFacts.Outlasts(cells[state.CellIds[i]]) && !GhostCells.Is(cells[state.CellIds[i]], GhostCells.Lock))
            {
                replaced?.Invoke(state, state.CellValues[i], instruction);
                state.RemoveCellAt(i);
            }
        }

        bool isStatic = kind == ObjectDefault.Uninitialized && terms[objectTerm].Kind == TermKind.LocalAddress;
        if (isStatic)
        {
            int at = state.FindDefault(objectTerm);
            if (at >= 0)
            {
                state.RemoveDefaultAt(at);
            }
        }
        else
        {
            state.SetDefault(objectTerm, kind, stamp);
        }
    }

    /// <summary>Sets bytes of an object to zero.</summary>
    public void Zero(AbstractState state, Value address, long size, int instruction, ReplacedValue? replaced)
    {
        address = path.Resolve(state, address);
        if (!address.IsTerm)
        {
            return;
        }

        int root = address.Term;
        NoteVague(root);
        DropGhosts(state, root);
        if (terms[root].Kind == TermKind.Element)
        {
            Forget(state, address, size, instruction, replaced);
            return;
        }

        bool whole = address.Offset == 0 && !HasCellsBeyond(state, root, size);
        if (whole)
        {
            Reset(state, root, ObjectDefault.Zero, 0, instruction, replaced);
            if (size is > 0 and < int.MaxValue && terms[root].Kind is TermKind.Parameter or TermKind.Content)
            {
                state.SetCell(cells.Intern(GhostFacts.Cell(root, GhostFacts.Zeroed)), Value.Constant((int)size));
            }

            return;
        }

        // The part that cells name is set; what no cell names keeps its default, unless nothing was written to it.
        int at = state.FindDefault(root);
        if (at >= 0 && state.DefaultKinds[at] == ObjectDefault.Uninitialized)
        {
            state.SetDefault(root, ObjectDefault.Initial, Stamp(state, instruction));
        }

        for (int i = state.CellCount - 1; i >= 0; i--)
        {
            ref readonly Cell cell = ref cells[state.CellIds[i]];
            if (cell.Object == root && cell.Width != GhostWidth && cell.Offset >= address.Offset && (size < 0 || cell.Offset + cell.Width <= address.Offset + size))
            {
                replaced?.Invoke(state, state.CellValues[i], instruction);
                state.CellValues[i] = Value.Zero;
            }
        }
    }

    /// <summary>Copies a record: each scalar in it, so that what it owns has a second holder.</summary>
    public void Copy(AbstractState state, Value destination, Value source, IrType type, int instruction, ReplacedValue? replaced)
    {
        destination = path.Resolve(state, destination);
        source = path.Resolve(state, source);
        if (!destination.IsTerm)
        {
            return;
        }

        if (!source.IsTerm)
        {
            Forget(state, destination, type.Size, instruction, replaced);
            return;
        }

        var leaves = new List<(int Offset, IrType Type, BitRange Bits)>();
        if (RecordLeaves.Find(type, 0, leaves, MaxFieldsCopied))
        {
            var values = new Value[leaves.Count];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = Read(state, path.Add(source, leaves[i].Offset), leaves[i].Type, leaves[i].Bits);
            }

            for (int i = 0; i < values.Length; i++)
            {
                Write(state, path.Add(destination, leaves[i].Offset), values[i], Width(leaves[i].Type), leaves[i].Bits, instruction, replaced);
            }

            return;
        }

        CopyBytes(state, destination, source, type.Size, instruction, replaced);
    }

    /// <summary>Copies bytes: the cells in range keep their values, the rest of the target is unknown.</summary>
    public void CopyBytes(AbstractState state, Value destination, Value source, long size, int instruction, ReplacedValue? replaced)
    {
        destination = path.Resolve(state, destination);
        source = path.Resolve(state, source);
        if (!destination.IsTerm)
        {
            return;
        }

        var copied = new List<(Cell Cell, Value Value)>();
        if (source.IsTerm)
        {
            for (int i = 0; i < state.CellCount; i++)
            {
                Cell cell = cells[state.CellIds[i]];
                if (cell.Object == source.Term && cell.Width != GhostWidth && cell.Offset >= source.Offset && (size < 0 || cell.Offset + cell.Width <= source.Offset + size))
                {
                    copied.Add((cell with { Object = destination.Term, Offset = cell.Offset - source.Offset + destination.Offset }, state.CellValues[i]));
                }
            }
        }

        CopyUnread(state, destination, source, size, copied);
        Forget(state, destination, size, instruction, replaced);
        foreach ((Cell cell, Value value) in copied)
        {
            state.SetCell(cells.Intern(cell), value);
        }

        if (source.IsTerm)
        {
            context.CopiedContents.Note(destination.Term, source.Term, size);
            if (source.Offset == destination.Offset && terms.Object(source.Term) == source.Term)
            {
                CopyElements(state, source.Term, destination.Term);
            }
        }
    }

    /// <summary>An object's contents stand in another one now, at constant places and at computed ones.</summary>
    public void MoveObject(AbstractState state, int from, int to) => CopyCells(state, from, to, elementsOnly: false);

    private void CopyElements(AbstractState state, int from, int to) => CopyCells(state, from, to, elementsOnly: true);

    private void CopyCells(AbstractState state, int from, int to, bool elementsOnly)
    {
        for (int i = state.CellCount - 1; i >= 0; i--)
        {
            Cell cell = cells[state.CellIds[i]];
            if (terms.Object(cell.Object) == from && !(elementsOnly && cell.Object == from) && cell.Width != GhostWidth && Rebase(cell.Object, from, to) is var place and > 0)
            {
                state.SetCell(cells.Intern(cell with { Object = place }), state.CellValues[i]);
            }
        }
    }

    /// <summary>The same place in another object.</summary>
    private int Rebase(int place, int from, int to)
    {
        if (place == from)
        {
            return to;
        }

        Term element = terms[place];
        return element.Kind == TermKind.Element && element.Left.IsTerm && Rebase(element.Left.Term, from, to) is var inner and > 0
            ? terms.Element(Value.Of(inner, element.Left.Offset), element.Right, element.C)
            : 0;
    }

    /// <summary>Pointers that stand in the source and that nobody has read yet: the copy holds them too.</summary>
    private void CopyUnread(AbstractState state, Value destination, Value source, long size, List<(Cell Cell, Value Value)> copied)
    {
        if (!source.IsTerm || size is <= 0 or > MaxBytesFollowed || terms[source.Term].Kind is not (TermKind.Parameter or TermKind.Content))
        {
            return;
        }

        for (int offset = 0; offset + 8 <= size; offset += 8)
        {
            int at = source.Offset + offset;
            if (!copied.Exists(c => c.Cell.Offset - destination.Offset < offset + 8 && offset < c.Cell.Offset - destination.Offset + c.Cell.Width)
                && Default(state, Value.Of(source.Term, at), 8, default) is { IsTerm: true } value)
            {
                copied.Add((new Cell(destination.Term, destination.Offset + offset, 8, 0, 0), value));
            }
        }
    }

    /// <summary>The bytes from an address on become unknown: <paramref name="size"/> of them, or all where it is negative.</summary>
    public void Forget(AbstractState state, Value address, long size, int instruction, ReplacedValue? replaced) =>
        ForgetAs(state, address, size, Stamp(state, instruction), instruction, replaced);

    /// <summary>The same with the name of the moment given, for all that one call leaves unknown.</summary>
    public void ForgetAs(AbstractState state, Value address, long size, int stamp, int instruction, ReplacedValue? replaced)
    {
        address = path.Resolve(state, address);
        if (!address.IsTerm)
        {
            return;
        }

        int root = terms.Object(address.Term);
        NoteVague(root);
        DropGhosts(state, root);
        int first = FirstOf(state, address);
        bool isPart = first > 0 || address.Offset > 0 || HasCellsBeyond(state, root, size);
        if (!isPart)
        {
            Reset(state, root, ObjectDefault.Initial, stamp, instruction, replaced);
            return;
        }

        for (int i = state.CellCount - 1; i >= 0; i--)
        {
            ref readonly Cell cell = ref cells[state.CellIds[i]];
            bool inRange = first > 0
                ? cells.RootOf(state.CellIds[i]) == root && cell.Width != GhostWidth && (cell.Object != root || cell.Offset + cell.Width > first)
                : cell.Object == address.Term && cell.Width != GhostWidth && cell.Offset + cell.Width > address.Offset && (size < 0 || cell.Offset < address.Offset + size);
            if (inRange)
            {
                replaced?.Invoke(state, state.CellValues[i], instruction);
                state.CellValues[i] = Value.Of(terms.Fresh(stamp, FirstForgotten + Math.Min(i, ForgottenNumbers - 1), 0, long.MinValue, long.MaxValue));
            }
        }

        // What no cell names: another name for the default, unless it is that of a whole object whose other parts matter.
        int at = state.FindDefault(root);
        ObjectDefault before = at >= 0 ? state.DefaultKinds[at] : terms[root].Kind == TermKind.LocalAddress ? ObjectDefault.Uninitialized : ObjectDefault.Initial;
        if (before != ObjectDefault.Initial)
        {
            state.SetDefault(root, ObjectDefault.Initial, stamp);
        }
    }

    /// <summary>
    /// Where the bytes begin that a place at an unknown index behind others may be: a header that stands before them is not hit. 0 where
    /// there is none, or the place is at a known one.
    /// </summary>
    private int FirstOf(AbstractState state, Value address)
    {
        ref readonly Term element = ref terms[address.Term];
        bool isBehind = element is { Kind: TermKind.Element, Left: { IsTerm: true, Offset: > 0 } } && terms.Object(element.Left.Term) == element.Left.Term
            && address.Offset >= 0 && path.Range(state, element.Right).Low >= 0;
        return isBehind ? element.Left.Offset + address.Offset : 0;
    }

    /// <summary>The value is what a place holds that an instruction left unknown.</summary>
    public static bool IsForgotten(in Term fresh, out int instruction)
    {
        instruction = StampedNames.InstructionOf(fresh.A);
        return fresh.Kind == TermKind.Fresh && fresh.B is >= FirstForgotten and < FirstForgotten + ForgottenNumbers;
    }

    /// <summary>A name for a havoc at an instruction that nothing in the state mentions yet, as far as there are such.</summary>
    public int Stamp(AbstractState state, int instruction) => stamped.Take(state, instruction);

    public static byte Width(IrType type) => (byte)Math.Clamp(type.Size, 1, GhostWidth - 1);

    /// <summary>Variables and memory that other functions and threads reach.</summary>
    private static bool IsShared(in Term root) => root.Kind == TermKind.GlobalAddress;

    private static byte WidthKey(IrType type, BitRange bits) => bits.IsBitField ? (byte)(128 + (bits.Start * 8) + Math.Min((int)bits.Width, 7)) : Width(type);

    /// <summary>The value of a variable that is never written, from its initialiser.</summary>
    private Value InitialValue(int variable, int offset, IrType type)
    {
        LinkedVariable linked = context.Program.Variables[variable];
        if (!linked.Symbol.IsConst || linked.Definition is not { IsTentative: false } definition || linked.Unit is null || !type.IsScalar)
        {
            return Value.None;
        }

        foreach (Initializer initializer in definition.Initializers)
        {
            if (initializer.Offset == offset)
            {
                return initializer.Value switch
                {
                    ConstantExpression constant => terms.Constant(constant.Value),
                    StringAddressExpression literal => Value.Of(terms.StringAddress(literal.Literal.Id, context.Program.Units.IndexOf(linked.Unit))),
                    SymbolAddressExpression { Symbol.Kind: SymbolKind.Function } function when context.Program.Units[context.UnitIndex] == linked.Unit
                        && context.Program.Function(context.UnitIndex, function.Symbol) is { } target => Value.Of(terms.FunctionAddress(target.Id)),
                    _ => Value.None,
                };
            }

            if (initializer.Offset > offset)
            {
                break;
            }
        }

        return definition.Initializers.Any(i => i.Offset <= offset && offset < i.Offset + Math.Max(i.Value.Type.Size, 1)) ? Value.None : Value.Zero;
    }

    private bool HasCellsBeyond(AbstractState state, int root, long size)
    {
        if (size < 0)
        {
            return false;
        }

        for (int i = 0; i < state.CellCount; i++)
        {
            ref readonly Cell cell = ref cells[state.CellIds[i]];
            if (cell.Object == root && cell.Offset >= size)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Bytes of the array whose element is about to be written, where that is known.</summary>
    public long ArrayBytes { get; set; } = ArrayExtents.Unknown;

    /// <summary>What is about to be written is a number by its type.</summary>
    public bool WritesNumber { get; set; }

    /// <summary>
    /// After a write to an element of unknown index: other such elements and the elements of known index may be it. What tracked
    /// resources they hold they may still hold.
    /// </summary>
    private void WeakenArray(AbstractState state, in Cell written, int instruction)
    {
        ref readonly Term element = ref terms[written.Object];
        int root = terms.Object(written.Object);
        for (int i = state.CellCount - 1; i >= 0; i--)
        {
            ref readonly Cell cell = ref cells[state.CellIds[i]];
            if (cell.Object == written.Object || terms.Object(cell.Object) != root || cell.Width == GhostWidth || HoldsResource(state, state.CellValues[i]))
            {
                continue;
            }

            bool mayBeIt = terms[cell.Object].Kind == TermKind.Element
                ? terms[cell.Object].Left == element.Left
                : cell.Object == element.Left.Term && cell.Width == written.Width && cell.Offset >= element.Left.Offset && (ArrayBytes < 0 || cell.Offset < element.Left.Offset + ArrayBytes) && (cell.Offset - element.Left.Offset - written.Offset) % element.C == 0;
            if (mayBeIt)
            {
                state.RemoveCellAt(i);
            }
        }

        int at = state.FindDefault(root);
        ObjectDefault kind = at >= 0 ? state.DefaultKinds[at] : terms[root].Kind == TermKind.LocalAddress ? ObjectDefault.Uninitialized : ObjectDefault.Initial;
        if (kind != ObjectDefault.Initial)
        {
            state.SetDefault(root, ObjectDefault.Initial, 1);
        }
        else if (written.Width == 8 && !WritesNumber && !IsOwn(state, root))
        {
            // Pointers that nobody has read yet may be the one that was written: they go by another name.
            state.AliasStamp = Stamp(state, instruction);
        }
    }

    /// <summary>An object of the function's own that nothing else names: what is written there is not what its callers' pointers point to.</summary>
    private bool IsOwn(AbstractState state, int root) =>
        terms[root].IsStackAddress || (terms[root].Kind == TermKind.Acquired && state.FindResource(root) is >= 0 and var at && state.Resources[at].State == ResourceState.Live);

    private bool HoldsResource(AbstractState state, Value value) => value.IsTerm && state.FindResource(terms.Object(value.Term)) >= 0;
}
