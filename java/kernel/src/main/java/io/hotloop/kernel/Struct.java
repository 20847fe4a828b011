package io.hotloop.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an interface: its objects are structs off the heap, whose fields are those of a record. {@link Kernels#struct} implements
 * it.
 *
 * {@snippet :
 * record Ball(double x, double y, double speed) {}
 *
 * @Struct(Ball.class)
 * interface MovingBall {
 *     double x();               // a field that Java reads
 *     void x(double value);     // and writes
 *     double y();               // one that it only reads; speed is for C alone
 *     void move(double dt);     // C: void move(Ball *self, double dt)
 * }
 * }
 *
 * <p>A method with the name of a component is the field's: without parameters it reads, with one it writes. All others are
 * kernels, which get the struct first.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Struct {
    /**
     * The record whose components are the fields, in their order: numbers, enums, and records, which are structs in it.
     *
     * @return the record
     */
    Class<? extends Record> value();
}
