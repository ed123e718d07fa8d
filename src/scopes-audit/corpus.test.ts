/** Source code as it is written, in many languages: which scopes are found in it, and where there are none. */
import { describe, expect, it } from "vitest";
import { catalogueOf, OPENID_SCOPES, type Scope } from "../protocol/scope/catalogue.ts";
import { auditFile } from "./judge.ts";

const scope = (name: string, state: Scope["state"] = { is: "active" }): Scope => ({
  name,
  description: name,
  sensitive: false,
  personal: false,
  state,
});
const catalogue = catalogueOf(
  [
    ...OPENID_SCOPES,
    scope("read_profile"),
    scope("write_multipass"),
    scope("reports.read"),
    scope("write_pass", { is: "deprecated", since: "2026-01-01", replacement: "write_multipass" }),
    scope("manage_pass", { is: "removed", replacement: "write_multipass" }),
  ],
  [],
);
const audit = (file: string, text: string) => auditFile(file, text, { catalogue, now: Date.UTC(2026, 5, 15) });
const kinds = (file: string, text: string) => audit(file, text).findings.map(({ kind, word }) => `${kind} ${word}`);
const BAD = ["misspelled read_profil"];

// Each asks for read_profil, which is misspelled.
const ASKS: readonly (readonly [file: string, text: string])[] = [
  ["a.js", 'const u = "https://id.example/authorize?client_id=a&scope=openid%20read_profil&state=1";'],
  ["a.js", "passport.use(new Strategy({ clientID: 'a', scope: ['openid', 'read_profil'] }));"],
  ["a.ts", 'params.set("scope", "openid read_profil");'],
  ["a.ts", 'params.append("scope", ["openid", "read_profil"].join(" "));'],
  ["a.ts", 'const SCOPES: string[] = [\n  "openid",\n  "read_profil",\n];'],
  ["a.ts", 'new URLSearchParams({ client_id: id, scope: "read_profil" });'],
  ["a.ts", 'new URLSearchParams([["scope", "read_profil"]]);'],
  ["a.ts", 'url.searchParams.set("scope", `openid read_profil ${extra}`);'],
  ["a.ts", 'const u = `${issuer}/authorize?scope=${encodeURIComponent("openid read_profil")}&x=1`;'],
  ["a.ts", 'const scope = "openid " +\n  "read_profil";'],
  ["a.jsx", '<Login clientId="a" scope="openid read_profil" />'],
  ["a.vue", '<script>\nexport default { scope: "read_profil" }\n</script>'],
  ["a.ts", 'const u = base + "&scope=" + "read_profil" + "&state=1";'],
  ["a.ts", 'const scope = process.env.SCOPE ?? "openid read_profil";'],
  ["a.py", 'OAUTH_SCOPES = ["openid", "read_profil"]'],
  ["a.py", 'scope = ("openid "\n         "read_profil")'],
  ["a.py", 'data = {"grant_type": "client_credentials", "scope": "read_profil"}'],
  ["a.py", 'scope = " ".join(["openid", "read_profil"])'],
  ["a.py", 'params["scope"] = "read_profil"'],
  ["a.py", 'SCOPES = os.getenv("SCOPES", "openid read_profil").split()'],
  ["A.java", 'builder.setScopes(Arrays.asList("openid", "read_profil"));'],
  ["A.java", 'private static final String SCOPE = "openid read_profil";'],
  ["A.java", 'ClientRegistration.withRegistrationId("a").scope("openid", "read_profil")'],
  ["A.java", 'form.add("scope", "read_profil");'],
  ["A.java", 'new BasicNameValuePair("scope", "read_profil")'],
  ["A.java", 'List<String> scopes = List.of("openid", "read_profil");'],
  ["A.kt", 'val scopes: List<String> = listOf("openid", "read_profil")'],
  ["A.kt", 'val form = mapOf("grant_type" to "x", "scope" to "read_profil")'],
  ["A.kt", 'val scope = listOf("openid", "read_profil").joinToString(" ")'],
  ["A.cs", 'options.Scope.Add("read_profil");'],
  ["A.cs", 'Scope = "openid read_profil",'],
  ["A.cs", 'var scopes = new[] { "openid", "read_profil" };'],
  ["A.cs", 'app.WithScopes(new string[] { "read_profil" })'],
  ["a.go", 'conf := &oauth2.Config{ Scopes: []string{"openid", "read_profil"} }'],
  ["a.go", 'oauth2.SetAuthURLParam("scope", "openid read_profil")'],
  ["a.go", 'form := url.Values{"scope": {"openid read_profil"}}'],
  ["a.go", 'scope := strings.Join([]string{"openid", "read_profil"}, " ")'],
  ["a.rb", "provider :candor, id, secret, scope: 'openid read_profil'"],
  ["a.rb", "SCOPES = %w[openid read_profil].freeze"],
  ["a.php", "$scope = 'openid ' . 'read_profil';"],
  ["a.php", "$p = ['client_id' => $id, 'scope' => 'openid read_profil'];"],
  ["a.php", "$this->setScopes(['openid', 'read_profil']);"],
  ["a.php", "$scope = implode(' ', ['openid', 'read_profil']);"],
  ["A.swift", 'let scopes: [String] = ["openid", "read_profil"]'],
  ["A.swift", 'URLQueryItem(name: "scope", value: "openid read_profil")'],
  ["a.rs", '.add_scope(Scope::new("read_profil".to_string()))'],
  ["a.rs", 'let params = [("grant_type", "x"), ("scope", "read_profil")];'],
  ["a.dart", "final scopes = <String>['openid', 'read_profil'];"],
  ["a.dart", "appAuth.authorize(Request(id, uri, scopes: ['openid', 'read_profil']));"],
  ["a.ex", 'OAuth2.Client.put_param(client, :x, 1)\n[client_id: id, scope: "openid read_profil"]'],
  ["a.exs", "@scopes ~w(openid read_profil)\nscopes = ~w(openid read_profil)"],
  ["a.yaml", "oauth:\n  scope: openid read_profil"],
  ["a.yaml", "oauth:\n  scopes:\n    - openid\n    - read_profil"],
  [
    "a.yml",
    'spring:\n  security:\n    oauth2:\n      client:\n        scope: openid, "read_profil"'.replaceAll('"', ""),
  ],
  ["a.yml", "oauth:\n  scope: [openid, 'read_profil']"],
  ["a.yml", "oauth:\n  scope: >-\n    openid\n    read_profil"],
  ["a.yml", "services:\n  web:\n    environment:\n      - OAUTH_SCOPE=openid read_profil"],
  ["a.yml", "env:\n  - name: OAUTH_SCOPE\n    value: openid read_profil"],
  ["a.properties", "spring.security.oauth2.client.registration.a.scope=openid,read_profil"],
  ["a.properties", "oauth.scope = openid read_profil"],
  [".env", 'OAUTH_SCOPE="openid read_profil"'],
  [".env.local", "SCOPES=openid read_profil # for sign-in"],
  ["a.sh", 'curl -d "grant_type=client_credentials&scope=read_profil" https://id.example/token'],
  ["a.sh", "curl --data-urlencode 'scope=openid read_profil' https://id.example/token"],
  ["a.sh", 'export SCOPE="openid read_profil"'],
  ["a.sh", "tool login --scope read_profil"],
  ["a.json", '{ "client_id": "a", "scope": "openid read_profil" }'],
  ["a.toml", 'scopes = ["openid", "read_profil"]'],
];

describe("a misspelled scope is found", () => {
  it.each(ASKS.map(([file, text]) => [file, text] as const))("%s: %s", (file, text) => {
    expect(new Set(kinds(file, text))).toEqual(new Set(BAD));
  });

  it.each(ASKS.map(([file, text]) => [file, text] as const))("and not if it is right, in %s: %s", (file, text) => {
    expect(kinds(file, text.replaceAll("read_profil", "read_profile"))).toEqual([]);
    expect(audit(file, text.replaceAll("read_profil", "read_profile")).asked).toContain("read_profile");
  });
});

describe("other things that are called scope", () => {
  it.each<readonly [file: string, text: string]>([
    ["README.md", "Set scope: read_profil in client_id"],
    ["a.css", ":scope > div { color: red }"],
    ["a.js", 'el.querySelector(":scope > .oauth")'],
    ["a.js", "let scope = getScope(); scope.value = 'oauth';"],
    ["a.js", "// scope: 'read_profil' for oauth"],
    ["a.js", "/* scope = 'read_profil' */"],
    ["a.js", 'Sentry.withScope((scope) => { scope.setTag("oauth", "read_profil"); });'],
    ["a.js", 'Sentry.configureScope(scope => scope.setExtra("page", "sign-in"));'],
    ["a.js", "angular.directive('oauth', () => ({ scope: { title: '@', onLogin: '&' } }))"],
    ["a.js", "$scope.name = 'oauth'; $scope = 'read_profil';"],
    ["a.js", 'navigator.serviceWorker.register("/sw.js", { scope: "/" }); // oauth'],
    ["a.js", 'if (scope === "admin_of_oauth") authorize();'],
    ["a.js", 'throw new Error("The scope=read_profil parameter of client_id is missing");'],
    ["a.js", 'const names = ["client_id", "scope", "state"];'],
    ["a.js", 'if (token.hasScope("read_profil")) authorize();'],
    ["a.ts", "interface Token { scope?: string; client_id: string }"],
    ["a.ts", 'const telescope = "oauth thing";'],
    ["a.ts", 'function withScope(scope: string): string { return "oauth"; }'],
    ["package.json", '{ "name": "@acme/oauth", "scope": "@acme" }'],
    ["site.webmanifest", '{ "name": "oauth", "scope": "/app/" }'],
    ["tsconfig.json", '{ "scope": "source.ts" }'],
    ["a.sh", "npm login --scope=@acme --registry=https://r.example/oauth"],
    ["a.sh", "# curl -d scope=read_profil"],
    ["A.java", '@Bean @Scope("prototype") OAuth2Client client() { return null; }'],
    ["A.java", "@RequestScope class OAuth {} @ApplicationScoped class B {}"],
    ["A.kt", "coroutineScope { launch { oauth() } }"],
    ["A.kt", 'val scope = CoroutineScope(Dispatchers.IO + CoroutineName("oauth"))'],
    ["pom.xml", "<dependency><artifactId>oauth2</artifactId><scope>test</scope></dependency>"],
    ["beans.xml", '<bean id="oauth" scope="prototype" />'],
    ["a.html", '<table class="oauth"><th scope="col">x</th></table>'],
    ["a.rb", "scope :active, -> { where(oauth: true) }"],
    ["a.rb", "validates :oauth, uniqueness: { scope: :account_id }"],
    ["a.rb", "I18n.t('title', scope: 'activerecord.errors')"],
    ["a.ex", 'scope "/oauth", MyAppWeb do\nend'],
    ["a.cs", 'using var scope = provider.CreateScope("read_profil_oauth");'],
    ["a.cs", 'policy.RequireClaim("scope", "api1_oauth");'],
    ["a.go", 'scope := NewScope(ctx, "oauth thing")'],
    ["a.py", 'with tf.variable_scope("oauth_layer"):\n  pass'],
    ["a.yaml", "kind: CustomResourceDefinition\nspec:\n  scope: Namespaced\n  names: { kind: OAuthClient }"],
    ["a.yml", "with:\n  scope: '@octocat'\n  token: ${{ secrets.OAUTH }}"],
    ["a.js", 'const scope = config.get("oauth.scope");'],
    ["a.png", "scope=read_profil"],
    ["package-lock.json", '{ "scope": "read_profil" }'],
  ])("%s: %s", (file, text) => {
    expect(kinds(file, text)).toEqual([]);
  });
});

describe("each fault by its name", () => {
  it.each<readonly [file: string, text: string, found: readonly string[]]>([
    ["a.js", 'scope: "openid,read_profile"', ["wrong-delimiter openid,read_profile"]],
    ["a.js", 'scope: ["openid", "read_profile"].join(",")', ["wrong-delimiter openid,read_profile"]],
    ["a.py", 'scope = ",".join(["openid", "read_profile"])', ["wrong-delimiter openid,read_profile"]],
    ["a.js", 'scope: "Read_Profile"', ["wrong-case Read_Profile"]],
    ["a.js", 'scope: "manage_pass"', ["removed manage_pass"]],
    ["a.js", 'scope: "write_pass"', ["deprecated write_pass"]],
    ["a.js", 'clientId: "a", scope: "send_fax"', ["unknown send_fax"]],
    ["a.js", 'scope: "openid send_fax"', ["unknown send_fax"]],
    ["a.js", 'scope: "send_fax"', []],
    ["a.js", 'scope: "openid,read_profile".split(",")', []],
  ])("%s: %s", (file, text, found) => expect(kinds(file, text)).toEqual(found));

  it("for a client, what it isn't allowed, and what it doesn't use", () => {
    const client = { id: "shop", scopes: ["openid", "read_profile"] };
    const { findings } = auditFile("a.js", 'scope: "openid reports.read"', { catalogue, client, now: 0 });
    expect(findings.map(({ code, word }) => [code, word])).toEqual([["scope/not-allowed-for-client", "reports.read"]]);
  });

  it("is at its line and column, also within escapes and joined lines", () => {
    const places = (text: string) => audit("a.js", text).findings.map(({ place }) => [place?.line, place?.column]);
    expect(places('\n  scope: "openid read_profil"')).toEqual([[2, 18]]);
    expect(places('x = "?scope=openid%20read_profil"')).toEqual([[1, 22]]);
    expect(places('scope: "openid " +\n  "read_profil"')).toEqual([[2, 4]]);
  });

  it("takes time that grows with the length, whatever is in the file", () => {
    for (const text of ["`${", '"scope=', "scope: [", "'", 'scope: "a" + '])
      expect(audit("a.ts", text.repeat(5_000)).findings.length).toBeLessThan(5_001);
  });
});
