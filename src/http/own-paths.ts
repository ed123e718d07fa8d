/** Which paths of a host are Candor's: those of its routes, and nothing else. */

import { ALL_ENDPOINTS } from "../protocol/endpoints.ts";

/** If they share the root, the host has its own home page, health checks and sitemap. */
const LEFT_TO_HOST: readonly string[] = [
  "/",
  ...Object.values(ALL_ENDPOINTS).flatMap(({ path, ofHost }) => (ofHost === true ? [path] : [])),
];

export class OwnPaths {
  readonly #base: string;
  readonly #exact = new Set<string>();
  readonly #patterns: RegExp[] = [];

  /** `base` is the path of the issuer, `""` if it has none. */
  constructor(base: string) {
    this.#base = base;
  }

  /** Adds a route as it is declared, e.g. `/errors/:family/:slug`, or `/admin/v1/apis/*` with anything behind it. */
  add(route: string): void {
    if (this.#base === "" && LEFT_TO_HOST.includes(route)) return;
    if (!/[:*]/.test(route)) return void this.#exact.add(route);
    const escaped = route.replace(/[$+.?[\]^{|}]/g, "\\$&");
    this.#patterns.push(new RegExp(`^${escaped.replace(/:\w+/g, "[^/]+").replace(/\*$/, ".*")}$`));
  }

  /** Whether a path, without its query, is Candor's. */
  has(path: string): boolean {
    if (this.#exact.has(path)) return true;
    const decoded = decode(path);
    return decoded !== undefined && (this.#exact.has(decoded) || this.#patterns.some((one) => one.test(decoded)));
  }

  /** The path below the issuer, for a path relative to the host's mount, if there is one. */
  below(path: string): string | undefined {
    const whole = this.#base + path;
    return this.has(whole) ? whole : undefined;
  }
}

/** As the router decodes it; `undefined` if it can't be decoded. */
function decode(path: string): string | undefined {
  try {
    return decodeURI(path);
  } catch {
    return undefined;
  }
}
