/* The statistics that the page computes itself. Tests compare them with SciPy; for verdicts there is `./lethe compare`. */

/** Student's t with probability .975, for 1 to 30 degrees of freedom. */
const T = [
  12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139,
  2.200985, 2.178813, 2.160369, 2.144787, 2.13145, 2.119905, 2.109816, 2.100922, 2.093024, 2.085963,
  2.079614, 2.073873, 2.068658, 2.063899, 2.059539, 2.055529, 2.051831, 2.048407, 2.04523, 2.042272,
];
/** The standard normal quantile of .975. */
const Z = 1.959963985;

/** `{n, mean, low, high}`: mean and its 95 % t interval; without an interval below two values, without a mean below one. */
export function summary(values) {
  const n = values.length;
  if (n === 0) return {n, mean: null, low: null, high: null};
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return {n, mean, low: null, high: null};
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = t975(n - 1) * Math.sqrt(variance / n);
  return {n, mean, low: mean - half, high: mean + half};
}

/** Above 30 degrees of freedom by the expansion in 1/degrees of Abramowitz and Stegun 26.7.5, exact to six digits there. */
export function t975(degrees) {
  if (degrees <= T.length) return T[degrees - 1];
  const z = Z;
  return z + (z ** 3 + z) / (4 * degrees) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2)
    + (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3);
}
