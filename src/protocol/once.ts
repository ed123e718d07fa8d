/**
 * A function of an object that computes its result once. Occasions and requests are never changed, so a result stays true as long as
 * its object exists.
 */
export function once<Of extends object, Result>(compute: (of: Of) => Result): (of: Of) => Result {
  /**
   * The result as a private field of the object: nobody else sees it, and a copy of the object doesn't have it. It also ends with the
   * object. In a WeakMap, young results live until the next full collection if they refer to their object.
   */
  class Known extends Itself {
    readonly #result: Result;
    constructor(of: Of, result: Result) {
      super(of);
      this.#result = result;
    }
    static resultOf(of: Of): Result {
      if (#result in of) return of.#result;
      return new Known(of, compute(of)).#result;
    }
  }
  return Known.resultOf;
}

/** Whoever extends it adds its private fields to an object that is there already. */
class Itself {
  constructor(of: object) {
    // biome-ignore lint/correctness/noConstructorReturn: it is what this class is for.
    return of;
  }
}
