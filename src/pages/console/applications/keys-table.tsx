/** The keys of a JWK set as a table: what each of them is, without what only programs read. */
import { Table } from "../table.tsx";

type Jwk = Readonly<Record<string, unknown>>;

const USES: Readonly<Record<string, string>> = { sig: "Signatures", enc: "Encryption" };

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** The keys of a text; none if it isn't a JWK set. */
function keysIn(set: string): readonly Jwk[] {
  try {
    const { keys } = JSON.parse(set) as { readonly keys?: unknown };
    return Array.isArray(keys) ? keys.filter((key): key is Jwk => typeof key === "object" && key !== null) : [];
  } catch {
    return [];
  }
}

/** Its kind, such as `EC, P-256`, and for RSA how many bits its modulus has. */
function kindOf({ kty, crv, n }: Jwk): string {
  const bits = Buffer.from(text(n), "base64url").length * 8;
  return [text(kty), text(crv), bits > 0 ? `${bits} bits` : ""].filter(Boolean).join(", ");
}

/** `text`: what the field has. Nothing is shown unless it is a JWK set. */
export function KeysTable({ text: set }: { readonly text: string }) {
  const keys = keysIn(set);
  if (keys.length === 0) return null;
  return (
    <Table
      caption="Its keys"
      rows={keys.map((key, at) => ({ key, at }))}
      keyOf={({ at }) => String(at)}
      columns={[
        {
          label: "Key ID",
          as: "main",
          cell: ({ key }) => (text(key.kid) === "" ? "none" : <code>{text(key.kid)}</code>),
        },
        { label: "Kind", cell: ({ key }) => kindOf(key) },
        { label: "Algorithm", cell: ({ key }) => text(key.alg) || "any that fits" },
        { label: "For", cell: ({ key }) => USES[text(key.use)] ?? "both" },
      ]}
      empty={null}
    />
  );
}
