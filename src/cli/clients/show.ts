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

/** A table: client_id, kind, owner, name. */
export function applicationsText(all: readonly Application[]): string {
  const rows = all.map(({ id, content: { client, ownedBy } }) => [
    id,
    `${isPublic(client) ? "public" : "confidential"}${client.disabled ? ", disabled" : ""}`,
    ownedBy?.file ?? "",
    client.name === id ? "" : client.name,
  ]);
  return table([["id", "kind", "owned by", "name"], ...rows]);
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

function table(rows: readonly (readonly string[])[]): string {
  const shown = rows.map((row) => row.map(visible));
  const widths = (shown[0] ?? []).map((_, i) => Math.max(...shown.map((row) => columns(row[i] ?? ""))));
  return shown
    .map((row) =>
      row
        .map((cell, i) => cell + " ".repeat((widths[i] ?? 0) - columns(cell)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
