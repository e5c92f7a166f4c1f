/**
 * Tensors on libtorch, and the files that hold them. This is the only package that imports {@code
 * org.bytedeco}; what it offers is what the modules above use, no more.
 *
 * <p>Three rules make native memory safe and fast:
 *
 * <ul>
 *   <li>A tensor lives in the {@link dev.attune.torch.TensorScope} that is open on its thread when
 *       it is made, and ends with it, unless the scope {@linkplain
 *       dev.attune.torch.TensorScope#keep keeps} it by name.
 *   <li>A method that computes writes into the tensor it is called on and returns it ({@code
 *       y.mm(a, b)} is y ← a·b); a method that returns another tensor is a view of the same
 *       numbers. So no operator allocates.
 *   <li>Activations come from a {@link dev.attune.torch.Workspace}, which reuses the same memory
 *       step after step.
 * </ul>
 *
 * <p>Operators run on the calling thread alone; whoever wants both cores runs two threads. Only the
 * products of a {@link dev.attune.torch.FrozenMatrix}, which samples, are shared by a {@link
 * dev.attune.torch.Crew}; those, and what else samples few rows, are loops of our own over {@link
 * dev.attune.torch.Lanes}, for which the process needs {@code --add-modules jdk.incubator.vector}.
 * This package knows no model, no job and no token. Read {@link dev.attune.torch.Tensor} first.
 */
@NullMarked
package dev.attune.torch;

import org.jspecify.annotations.NullMarked;
