/** What is computed from the registry: once for each version, and forgotten with it. Nothing is computed only at the start. */
import type { Registry } from "../ports/registry.ts";

export function perVersion<T extends object>(make: (registry: Registry) => T): (registry: Registry) => T {
  const made = new WeakMap<Registry, T>();
  return (registry) => {
    const known = made.get(registry);
    if (known !== undefined) return known;
    const fresh = make(registry);
    made.set(registry, fresh);
    return fresh;
  };
}
