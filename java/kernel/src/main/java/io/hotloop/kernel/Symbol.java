package io.hotloop.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a method's function is called in C, where that is not the method's name: overloads need it. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Symbol {
    /**
     * The name.
     *
     * @return an identifier of C
     */
    String value();
}
