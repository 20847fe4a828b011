package io.hotloop.particles;

/**
 * One particle.
 *
 * <p>w is the <i>tangential</i> speed, a distance per time: the angle grows by w/r per time, r being the
 * distance from the origin. Positive is counter-clockwise.
 *
 * @param x first coordinate
 * @param y second coordinate
 * @param w tangential speed
 */
public record Particle(double x, double y, double w) {}
