package io.hotloop.kernel.internal;

import java.util.Set;
import java.util.regex.Pattern;

/** Names that can be C's, too. */
final class CNames {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** C17's, and those of C++ that Java does not have. */
    private static final Set<String> KEYWORDS = Set.of(
            ("alignas alignof and and_eq asm auto bitand bitor bool break case catch char class compl const const_cast"
                            + " constexpr continue decltype default delete do double dynamic_cast else enum explicit"
                            + " export extern false float for friend goto if inline int long mutable namespace new"
                            + " noexcept not not_eq nullptr operator or or_eq private protected public register"
                            + " reinterpret_cast restrict return short signed sizeof static static_assert static_cast"
                            + " struct switch template this thread_local throw true try typedef typeid typename union"
                            + " unsigned using virtual void volatile wchar_t while xor xor_eq")
                    .split(" "));

    private CNames() {}

    /**
     * Returns when a name can be used in C.
     *
     * @throws IllegalArgumentException if not
     */
    static void require(String name, String where) {
        if (!isPossible(name)) {
            throw new IllegalArgumentException(where + ": \"" + name
                    + "\" cannot be a name in C: letters, digits and _ can, keywords, main and hl_… cannot");
        }
    }

    static boolean isPossible(String name) {
        return IDENTIFIER.matcher(name).matches()
                && !KEYWORDS.contains(name)
                && !name.equals("main")
                && !name.startsWith("hl_")
                && !name.startsWith("hlk_");
    }
}
