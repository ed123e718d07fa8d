/**
 * A function of an object that computes its result once. Occasions and requests are never changed, so a result stays true as long as
 * its object exists.
 */
export function once<Of extends object, Result>(compute: (of: Of) => Result): (of: Of) => Result {
  const known = new WeakMap<Of, { readonly result: Result }>();
  return (of) => {
    const found = known.get(of);
    if (found !== undefined) return found.result;
    const result = compute(of);
    known.set(of, { result });
    return result;
  };
}
