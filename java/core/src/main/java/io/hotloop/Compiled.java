package io.hotloop;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** What {@link Nd#eval} stands on: the expressions compiled last, and values from pairs and records. */
final class Compiled {
    /** How many are kept; where there are more, half of them make room. */
    private static final int MOST = 256;

    /** Longer texts take longer to look up than to read, and are rarely met again. */
    private static final int LONGEST = 2048;

    /** Read without a lock. */
    private static final ConcurrentHashMap<Key, Expression> KNOWN = new ConcurrentHashMap<>();

    private static final ClassValue<Method[]> ACCESSORS = new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Method[] accessors = new Method[components.length];
            for (int i = 0; i < accessors.length; i++) {
                accessors[i] = components[i].getAccessor();
                if (!accessors[i].trySetAccessible()) {
                    throw new IllegalArgumentException("the components of " + type.getName()
                            + " cannot be read: open its package to io.hotloop, or give names and values as a Map");
                }
            }
            return accessors;
        }
    };

    private record Key(String text, Precision precision) {}

    private Compiled() {}

    /** The expression of a text, with the precision of the calling thread. */
    static Expression of(String text) {
        Precision precision = Precision.current();
        if (text.length() > LONGEST) {
            return Expression.compile(text, precision);
        }
        var key = new Key(text, precision);
        Expression known = KNOWN.get(key);
        if (known != null) {
            return known;
        }
        Expression made = Expression.compile(text, precision);
        if (KNOWN.size() >= MOST) {
            Iterator<Key> keys = KNOWN.keySet().iterator();
            for (int i = 0; i < MOST / 2 && keys.hasNext(); i++) {
                keys.next();
                keys.remove();
            }
        }
        KNOWN.put(key, made);
        return made;
    }

    /** How many expressions are kept. */
    static int size() {
        return KNOWN.size();
    }

    /** The components of a record by name. */
    static Map<String, Object> components(Record values) {
        Method[] accessors = ACCESSORS.get(values.getClass());
        var components = new LinkedHashMap<String, Object>();
        for (Method accessor : accessors) {
            try {
                components.put(accessor.getName(), accessor.invoke(values));
            } catch (InvocationTargetException e) {
                throw new IllegalArgumentException(
                        "the component " + accessor.getName() + " of "
                                + values.getClass().getName() + " cannot be read",
                        e.getCause());
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        return components;
    }

    /** Names and values in turn. */
    static Map<String, Object> pairs(String text, Object... pairs) {
        var values = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            String name = (String) Objects.requireNonNull(pairs[i], "name");
            if (values.containsKey(name)) {
                throw new ExpressionException("the name " + name + " is given twice", text, -1);
            }
            values.put(name, pairs[i + 1]);
        }
        return values;
    }
}
