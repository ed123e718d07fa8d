/** Finds the route of a path of the console. */
import type { ConsoleRoute } from "./section.ts";

export interface Match {
  readonly route: ConsoleRoute;
  readonly params: Readonly<Record<string, string>>;
}

/** The segments of a path below `/console`, decoded; `undefined` if one can't be. */
export function segmentsOf(path: string): readonly string[] | undefined {
  try {
    return path.split("/").filter(Boolean).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** The first of the routes that a path belongs to, by its method; and the methods that the path accepts. */
export function matching(
  routes: readonly ConsoleRoute[],
  method: string,
  segments: readonly string[],
): { readonly match: Match | undefined; readonly allowed: readonly string[] } {
  const found = routes.flatMap((route) => {
    const params = paramsOf(route.path, segments);
    return params === undefined ? [] : [{ route, params }];
  });
  return {
    match: found.find(({ route }) => route.method === method),
    allowed: [...new Set(found.map(({ route }) => route.method))],
  };
}

function paramsOf(pattern: string, segments: readonly string[]): Readonly<Record<string, string>> | undefined {
  const parts = pattern.split("/").filter(Boolean);
  if (parts.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of parts.entries()) {
    const segment = segments[i] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}
