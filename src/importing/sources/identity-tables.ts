/** Tables of IdentityServer and ASP.NET Core Identity whose rows belong to rows of another: a client's secrets, a user's roles. */
import { asObject, asText, entry, type Json, member } from "../read-as.ts";

/** The column that names the other row, and the member that the rows are of it. */
const TABLES: Readonly<Record<string, readonly [column: string, member: string]>> = {
  clientsecrets: ["ClientId", "ClientSecrets"],
  clientscopes: ["ClientId", "AllowedScopes"],
  clientgranttypes: ["ClientId", "AllowedGrantTypes"],
  clientredirecturis: ["ClientId", "RedirectUris"],
  clientpostlogoutredirecturis: ["ClientId", "PostLogoutRedirectUris"],
  apiresourcescopes: ["ApiResourceId", "Scopes"],
  aspnetuserclaims: ["UserId", "Claims"],
  aspnetuserroles: ["UserId", "Roles"],
  aspnetuserlogins: ["UserId", "Logins"],
  aspnetuserpasskeys: ["UserId", "Passkeys"],
};

export interface IdentityTables {
  readonly isOne: (table: string) => boolean;
  /** Takes a row, of any table. */
  readonly take: (table: string, row: Json) => void;
  /** A row with those that belong to it, by the column that names it there. */
  readonly whole: (row: Json, column: "ClientId" | "ApiResourceId" | "UserId") => Json;
}

export function identityTables(): IdentityTables {
  const rows = new Map<string, Map<string, Json[]>>();
  const roles = new Map<string, string>();
  return {
    isOne: (table) => table.toLowerCase() === "aspnetroles" || Object.hasOwn(TABLES, table.toLowerCase()),
    take(table, row) {
      const name = table.toLowerCase();
      const [column, as] = entry(TABLES, name) ?? [];
      if (name === "aspnetroles") roles.set(asText(member(row, "Id")) ?? "", asText(member(row, "Name")) ?? "");
      if (column === undefined || as === undefined) return;
      const key = `${column} ${asText(member(row, column))}`;
      const own = rows.get(key) ?? new Map<string, Json[]>();
      const list = own.get(as);
      if (list === undefined) own.set(as, [row]);
      else list.push(row);
      rows.set(key, own);
    },
    whole(row, column) {
      const own = rows.get(`${column} ${asText(member(row, "Id"))}`);
      if (own === undefined) return row;
      const { Roles: ofUser = [], ...more } = Object.fromEntries(own);
      const named = ofUser.flatMap((one) => roles.get(asText(member(asObject(one), "RoleId")) ?? "") ?? []);
      return { ...row, ...more, ...(named.length > 0 && { Roles: named }) };
    },
  };
}
