using System.Collections.Immutable;
using ClangSharp.Interop;
using Cleak.Clang;
using Cleak.Ir;

namespace Cleak.Frontend.Lowering;

/// <summary>The members of records, asked for where they are used: all of them where a record is handled whole.</summary>
internal sealed class RecordLayouts(ClangTranslationUnit unit, TypeLowering types)
{
    private readonly Dictionary<(int Record, int Declaration), Field> fields = [];
    private readonly Dictionary<int, RecordMember[]> members = [];
    private readonly Dictionary<IrType, List<Field>> used = [];
    private readonly Dictionary<int, TypeId> recordIds = [];

    /// <summary>A record that was met: from then on its members can be asked for.</summary>
    public void Add(IrType record, TypeId id) => recordIds.Add(record.Id, id);

    /// <summary>The type with all its members, if it is a record: call it where the record is stored, copied or initialised.</summary>
    public IrType Complete(IrType type)
    {
        IrType inner = type;
        while (inner.Kind == TypeKind.Array)
        {
            inner = inner.Element!;
        }

        if (inner.Kind == TypeKind.Record && !members.ContainsKey(inner.Id))
        {
            ReadMembers(inner);
        }

        return type;
    }

    /// <summary>The direct members of a record, named ones and anonymous records.</summary>
    public RecordMember[] Members(IrType record)
    {
        Complete(record);
        return members[record.Id];
    }

    /// <summary>A named member, wherever in anonymous records it is declared; null in broken code.</summary>
    public Field? Field(IrType record, DeclarationId declaration)
    {
        if (record.Kind != TypeKind.Record || declaration.IsNone)
        {
            return null;
        }

        if (fields.TryGetValue((record.Id, declaration.Index), out Field? known) || members.ContainsKey(record.Id))
        {
            return known;
        }

        // libclang looks at all members for the offset of one: of large records only those are asked for that are used.
        Cursor field = unit.Declaration(declaration);
        if (field.Kind != CXCursorKind.CXCursor_FieldDecl || unit.Type(recordIds[record.Id]).Declaration.Id != field.SemanticParent.Id)
        {
            Complete(record);
            return fields.GetValueOrDefault((record.Id, declaration.Index));
        }

        string name = field.Spelling;
        if (IsNameless(name) || field.OffsetOfField is not (>= 0 and var offset))
        {
            return null;
        }

        known = new Field(name, offset, field.IsBitField ? field.BitWidth : 0, types.Lower(field.Type.Id));
        fields.Add((record.Id, declaration.Index), known);
        if (!used.TryGetValue(record, out List<Field>? others))
        {
            used.Add(record, others = []);
        }

        others.Add(known);
        return known;
    }

    /// <summary>Gives the records that nothing needs whole the members that are used.</summary>
    public void Finish()
    {
        foreach ((IrType record, List<Field> usedMembers) in used)
        {
            if (!members.ContainsKey(record.Id))
            {
                usedMembers.Sort(static (x, y) => x.BitOffset != y.BitOffset ? x.BitOffset.CompareTo(y.BitOffset) : string.CompareOrdinal(x.Name, y.Name));
                record.Fields = [.. usedMembers];
            }
        }
    }

    private void ReadMembers(IrType record)
    {
        // Put in before the members' own types are looked at: a flexible design may lead back here.
        members.Add(record.Id, []);
        var direct = new List<RecordMember>();
        var all = ImmutableArray.CreateBuilder<Field>();
        foreach (Cursor field in unit.Type(recordIds[record.Id]).Fields)
        {
            string name = field.Spelling;
            bool isBitField = field.IsBitField;
            IrType type = types.Lower(field.Type.Id);
            long offset = field.OffsetOfField;

            // For a member without a name libclang tells its type's.
            bool isNameless = IsNameless(name);
            bool isAnonymousRecord = isNameless && type.Kind == TypeKind.Record;
            if (offset < 0 || (isNameless && !isAnonymousRecord))
            {
                continue;
            }

            var member = new RecordMember(
                isAnonymousRecord ? string.Empty : name, field.Id, offset, isBitField ? field.BitWidth : 0, Complete(type));
            direct.Add(member);
            if (isAnonymousRecord && type.Kind == TypeKind.Record)
            {
                FoldIn(record, member, all);
            }
            else
            {
                var entry = new Field(name, offset, member.BitWidth, type);
                all.Add(entry);
                fields[(record.Id, member.Declaration.Index)] = entry;
            }
        }

        members[record.Id] = [.. direct];
        record.Fields = all.ToImmutable();
    }

    private static bool IsNameless(string name) => name.Length == 0 || name.AsSpan().ContainsAny(' ', '(');

    private void FoldIn(IrType record, RecordMember anonymous, ImmutableArray<Field>.Builder all)
    {
        foreach (RecordMember inner in members[anonymous.Type.Id])
        {
            RecordMember moved = inner with { BitOffset = anonymous.BitOffset + inner.BitOffset };
            if (inner.IsAnonymousRecord)
            {
                FoldIn(record, moved, all);
                continue;
            }

            var entry = new Field(inner.Name, moved.BitOffset, inner.BitWidth, inner.Type);
            all.Add(entry);
            fields[(record.Id, inner.Declaration.Index)] = entry;
        }
    }
}
