/** Applications as a terminal shows them, and as JSON. Neither has a hash of a secret. */
import { applicationForm } from "../../declared/forms.ts";
import { isPublic } from "../../protocol/client.ts";
import { columns, visible } from "../../render/characters.ts";
import type { Application } from "./acts.ts";

/** JSON for programs: the settings that differ from the default. Times are in ISO 8601. */
export function applicationJson({ content, version }: Application): object {
  const { secrets: _, ...settings } = applicationForm(content);
  const secrets = content.secrets.map(({ id, createdAt, expiresAt }) => ({
    name: id,
    createdAt: new Date(createdAt).toISOString(),
    ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }),
  }));
  return { ...settings, secrets, version, ...(content.ownedBy !== undefined && { ownedBy: content.ownedBy.file }) };
}

/** A table that comes page by page: client_id, kind, owner, name. */
export function applicationLines(): (all: readonly Application[]) => string {
  let head = [["id", "kind", "owned by", "name"]];
  let before: readonly number[] = [];
  return (all) => {
    const rows = all.map(({ id, content: { client, ownedBy } }) => [
      id,
      `${isPublic(client) ? "public" : "confidential"}${client.disabled ? ", disabled" : ""}`,
      ownedBy?.file ?? "",
      client.name === id ? "" : client.name,
    ]);
    const { text, widths } = laidOut([...head, ...rows], before);
    [head, before] = [[], widths];
    return text;
  };
}

/** One application with all settings that differ from the default. */
export function applicationText(application: Application): string {
  const { secrets, ...rows } = applicationJson(application) as Readonly<Record<string, unknown>>;
  const lines = Object.entries(rows).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(" ") : textOf(value),
  ]);
  const named = (secrets as readonly Readonly<Record<string, string>>[]).map(({ name, createdAt, expiresAt }) => [
    `secret ${name}`,
    `created ${createdAt}${expiresAt === undefined ? "" : `, expires ${expiresAt}`}`,
  ]);
  return table([...lines, ...named]);
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const table = (rows: readonly (readonly string[])[]): string => laidOut(rows, []).text;

/** The table, and how wide its columns are: at least as wide as `before`. */
function laidOut(
  rows: readonly (readonly string[])[],
  before: readonly number[],
): { readonly text: string; readonly widths: readonly number[] } {
  const shown = rows.map((row) => row.map(visible));
  const widths = (shown[0] ?? []).map((_, i) =>
    shown.reduce((most, row) => Math.max(most, columns(row[i] ?? "")), before[i] ?? 0),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => cell + " ".repeat((widths[i] ?? 0) - columns(cell)))
      .join("  ")
      .trimEnd();
  return { text: shown.map(line).join("\n"), widths };
}
