package io.hotloop.internal.expression;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lists of names in messages, and which one a misspelt name was meant to be. */
public final class Names {
    private static final int LONGEST = 40;
    private static final int MOST_LISTED = 20;

    private Names() {}

    /**
     * The name that another one was probably meant to be.
     *
     * @param name a misspelt name
     * @param candidates the names there are
     * @return the nearest one, if it is near; or null
     */
    public static @Nullable String nearest(String name, Collection<String> candidates) {
        if (name.length() > LONGEST) {
            return null;
        }
        String best = null;
        int bestDistance = name.length() <= 2 ? 1 : name.length() <= 5 ? 2 : 3;
        String lower = name.toLowerCase(Locale.ROOT).replace("_", "");
        for (String candidate : candidates) {
            if (candidate.length() > LONGEST) {
                continue;
            }
            String other = candidate.toLowerCase(Locale.ROOT).replace("_", "");
            int distance = lower.equals(other) ? 0 : distance(lower, other);
            if (distance < bestDistance || distance == 0) {
                best = candidate;
                bestDistance = distance;
            }
            if (distance == 0) {
                return candidate;
            }
        }
        return best;
    }

    /** How many letters must be put in, left out, replaced or swapped with their neighbour. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }

    /**
     * Names one after the other.
     *
     * @param names the names
     * @return them with commas, "none" if there are none; shortened where there are many
     */
    public static String list(Collection<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        StringBuilder text = new StringBuilder();
        int count = 0;
        for (String name : names) {
            if (count == MOST_LISTED) {
                return text.append(", … ")
                        .append(names.size())
                        .append(" in all")
                        .toString();
            }
            text.append(count++ == 0 ? "" : ", ").append(shown(name));
        }
        return text.toString();
    }

    /**
     * A name in a message.
     *
     * @param name any text
     * @return it, shortened and without control characters
     */
    public static String shown(String name) {
        String shorter = name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < shorter.length(); i++) {
            text.append(Character.isISOControl(shorter.charAt(i)) ? ' ' : shorter.charAt(i));
        }
        return text.toString();
    }
}
