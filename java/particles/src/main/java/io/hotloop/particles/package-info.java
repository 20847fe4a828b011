/**
 * Particles that circle the origin: {@link io.hotloop.particles.Particles} holds them off-heap,
 * {@link io.hotloop.particles.ParticleSimulator} moves them, {@link io.hotloop.particles.Method} names
 * the ways to compute it.
 */
@NullMarked
package io.hotloop.particles;

import org.jspecify.annotations.NullMarked;
