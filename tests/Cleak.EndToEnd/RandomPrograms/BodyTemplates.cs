using System.Collections.Immutable;

namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>
/// What the bodies of generated programs are made of: ways in which programs own memory, each right as it stands.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term><c>$P $Q</c></term><description>a string of its own; likewise <c>$N $M</c> nodes, <c>$X</c> a box, <c>$B</c> a box by value, <c>$K</c> a counted, <c>$S</c> an array of strings, <c>$I $F $R</c> integers</description></item>
/// <item><term><c>$C1 $C2</c></term><description>a condition on the inputs, the same wherever it stands in the template; <c>$A</c> some input</description></item>
/// <item><term><c>$ALLOC</c></term><description>an expression that gives an owned string or NULL</description></item>
/// <item><term><c>$USE p</c></term><description>some use of a string that is not null</description></item>
/// <item><term><c>$HOLD v: s</c></term><description>from here on, exits run s; v says by being null or zero that there is nothing left to do</description></item>
/// <item><term><c>$RELEASE</c>, <c>$MOVED</c></term><description>the end of the last hold: by its statement, or because somebody else owns it now</description></item>
/// <item><term><c>$EXIT</c></term><description>all holds are ended, and the function with them</description></item>
/// <item><term><c>$BODY</c></term><description>more of the same</description></item>
/// </list>
/// </remarks>
public static class BodyTemplates
{
    public static ImmutableArray<string> All { get; } =
    [
        """
        $P = $ALLOC;
        if ($P == NULL) {
            $EXIT
        }
        $HOLD $P: free($P);
        $BODY
        $USE $P
        $RELEASE
        """,
        """
        if ($C1) {
            $P = $ALLOC;
        }
        $HOLD $P: free($P);
        $BODY
        if ($P != NULL) {
            $USE $P
        }
        $RELEASE
        """,
        """
        if ($C1) {
            $P = $ALLOC;
        }
        $HOLD $P: if ($C1) free($P);
        $BODY
        if ($C1 && $P != NULL) {
            $USE $P
        }
        $RELEASE
        """,
        """
        $P = shared@;
        if ($C1) {
            $P = $ALLOC;
            if ($P == NULL) {
                $EXIT
            }
            $F = 1;
        }
        $HOLD $F: if ($F) free($P);
        $BODY
        $USE $P
        $RELEASE
        """,
        """
        $P = malloc(4);
        if ($P == NULL) {
            $EXIT
        }
        $HOLD $P: free($P);
        for ($I = 1; $I < $A; $I++) {
            $Q = realloc($P, 8 * (size_t)$I);
            if ($Q == NULL) {
                $EXIT
            }
            $P = $Q;
        }
        $BODY
        $USE $P
        $RELEASE
        """,
        """
        $P = $ALLOC;
        if ($P == NULL) {
            $EXIT
        }
        $HOLD $P: free($P);
        if ($C1) {
            if (grow@(&$P, 16) != 0) {
                $EXIT
            }
        }
        $USE $P
        $RELEASE
        """,
        """
        for ($I = 0; $I < $A; $I++) {
            $N = malloc(sizeof *$N);
            if ($N == NULL) {
                break;
            }
            $N->value = $I;
            $N->name = NULL;
            $N->next = $M;
            $M = $N;
        }
        $HOLD $M: clear@(&$M);
        $BODY
        for ($N = $M; $N != NULL; $N = $N->next) {
            sum += $N->value;
        }
        $RELEASE
        """,
        """
        $HOLD $M: clear@(&$M);
        if (push@(&$M, 1) != 0) {
            $EXIT
        }
        if ($C1 && push@(&$M, 2) != 0) {
            $EXIT
        }
        $BODY
        if ($C2) {
            $N = pop@(&$M);
            free($N);
        }
        $RELEASE
        """,
        """
        $N = malloc(sizeof *$N);
        if ($N == NULL) {
            $EXIT
        }
        $N->next = NULL;
        $N->name = $ALLOC;
        $HOLD $N: node_free@($N);
        if ($N->name == NULL) {
            $EXIT
        }
        $BODY
        $USE $N->name
        $RELEASE
        """,
        """
        $P = $ALLOC;
        if ($P == NULL) {
            $EXIT
        }
        $N = node_new@($P);
        if ($N == NULL) {
            free($P);
            $EXIT
        }
        $HOLD $N: node_free@($N);
        $BODY
        $RELEASE
        """,
        """
        $X = box_new@($A);
        if ($X == NULL) {
            $EXIT
        }
        $HOLD $X: box_free@($X);
        $BODY
        if ($C1) {
            free($X->extra);
            $X->extra = NULL;
        }
        $USE $X->text
        $RELEASE
        """,
        """
        if (box_init@(&$B, $A) != 0) {
            $EXIT
        }
        $HOLD $F: box_clear@(&$B);
        $BODY
        if ($B.text != NULL) {
            $USE $B.text
        }
        $RELEASE
        """,
        """
        $B = made_box@($A);
        $P = $B.text;
        $HOLD $P: free($P);
        $BODY
        if ($B.size > 1 && $P != NULL) {
            $USE $P
        }
        $RELEASE
        """,
        """
        for ($I = 0; $I < 3; $I++) {
            $S[$I] = $ALLOC;
        }
        $USE shared@
        for ($I = 0; $I < 3; $I++) {
            free($S[$I]);
            $S[$I] = NULL;
        }
        """,
        """
        for ($I = 0; $I < 2; $I++) {
            $P = $ALLOC;
            if ($P == NULL) {
                continue;
            }
            if ($C1) {
                free($P);
                break;
            }
            $USE $P
            free($P);
        }
        """,
        """
        for ($I = 0; $I < $A; $I++) {
            $P = $ALLOC;
            $HOLD $P: free($P);
            $BODY
            $RELEASE
        }
        """,
        """
        switch ($A) {
            case 0:
            $P = strdup("zero");
            break;
            case 1:
            $P = malloc(8);
            break;
            case 2:
            $P = make@($A);
            break;
            default:
            $P = NULL;
        }
        $HOLD $P: free($P);
        $BODY
        if ($P != NULL) {
            $USE $P
        }
        $RELEASE
        """,
        """
        $R = open@(&$P, $A);
        if ($R != 0) {
            $EXIT
        }
        $HOLD $P: free($P);
        $BODY
        $USE $P
        $RELEASE
        """,
        """
        $R = open@(&$P, $A);
        $HOLD $P: if ($R == 0) free($P);
        $BODY
        if ($R == 0) {
            $USE $P
        }
        $RELEASE
        """,
        """
        $R = borrow@(&$P, $A);
        if ($R < 0) {
            $EXIT
        }
        $HOLD $R: if ($R == 1) free($P);
        $BODY
        $USE $P
        $RELEASE
        """,
        """
        $P = $ALLOC;
        if ($P == NULL) {
            $EXIT
        }
        $HOLD $P: free($P);
        $BODY
        $MOVED
        if (!consume@($P, $A)) {
            free($P);
        }
        """,
        """
        $P = $ALLOC;
        if ($P != NULL) {
            $R = consume@($P, $A);
            if ($R == 0) {
                $USE $P
                drop@($P);
            }
        }
        """,
        """
        $P = $ALLOC;
        if ($P == NULL) {
            $EXIT
        }
        if (keep@($P) == 0) {
            free($P);
        }
        $BODY
        if (kept@ != NULL) {
            $USE kept@
        }
        """,
        """
        spare@ = $ALLOC;
        $BODY
        if ($C1) {
            free(spare@);
            spare@ = NULL;
        }
        """,
        """
        if (push@(&chain@, $A) == 0) {
            $BODY
            sum += chain@->value;
        }
        if ($C1) {
            clear@(&chain@);
        }
        """,
        """
        $P = $ALLOC;
        $Q = $ALLOC;
        $HOLD $P: free($P);
        $HOLD $Q: free($Q);
        if ($C1) {
            swap@(&$P, &$Q);
        }
        $BODY
        if ($C1 && $P != NULL) {
            $USE $P
        }
        $RELEASE
        $RELEASE
        """,
        """
        $P = $ALLOC;
        $HOLD $P: free($P);
        $Q = $C1 ? $P : NULL;
        if ($Q != NULL) {
            $USE $Q
        }
        $BODY
        $RELEASE
        """,
        """
        $P = $ALLOC;
        $HOLD $P: reset@(&$P);
        if ($C1) {
            reset@(&$P);
        }
        $BODY
        if ($P != NULL) {
            $USE $P
        }
        $RELEASE
        """,
        """
        $P = $ALLOC;
        $HOLD $P: free($P);
        if ($C1) {
            free($P);
            $P = NULL;
        }
        $BODY
        if (!($C1)) {
            touch@($P != NULL ? $P : shared@);
        }
        $RELEASE
        """,
        """
        $K = counted_new@();
        if ($K == NULL) {
            $EXIT
        }
        $HOLD $K: if ($K) counted_put@($K);
        if ($C1) {
            counted_get@($K);
        }
        if ($C2) {
            $K->text = $ALLOC;
        }
        $BODY
        if ($C1) {
            counted_put@($K);
        }
        $RELEASE
        """,
        """
        do {
            $P = $ALLOC;
            $I++;
            if ($P != NULL && $C1) {
                break;
            }
            free($P);
            $P = NULL;
        } while ($I < 3);
        $HOLD $P: free($P);
        $BODY
        $RELEASE
        """,
        """
        $X = malloc(sizeof *$X);
        if ($X == NULL) {
            $EXIT
        }
        $X->text = NULL;
        $HOLD $X: free($X);
        if (open@(&$X->text, $A) != 0) {
            $EXIT
        }
        $HOLD $X: if ($X) free($X->text);
        $BODY
        $RELEASE
        $RELEASE
        """,
        """
        $P = $ALLOC;
        if ($P == NULL) {
            $EXIT
        }
        $Q = pass@($P, $A);
        $HOLD $Q: free($Q);
        $BODY
        $USE $P
        $RELEASE
        """,
        """
        if ($C1) {
            $BODY
        } else {
            $BODY
        }
        """,
        """
        while ($I < $A) {
            $BODY
            $I++;
        }
        """,
    ];
}
