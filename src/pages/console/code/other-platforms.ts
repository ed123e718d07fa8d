/** Spring, ASP.NET, Authlib and Go. */
import { isPlain, js, type Library, lines, ownOrigin, placeOf, SECRET } from "./sample.ts";

/** A text in YAML: in double quotes it is what JSON makes of it. */
const yaml = js;

export const spring: Library = (target) => {
  const { building, issuer, clientId, scope, redirectUri } = target;
  if (building !== "web" && building !== "service") return undefined;
  const isService = building === "service";
  const { path, port } = placeOf(target);
  const registration = lines(
    !isService && ownOrigin(target) !== undefined && `server:\n  port: ${port}`,
    "spring:",
    "  security:",
    "    oauth2:",
    "      client:",
    "        registration:",
    "          candor:",
    `            client-id: ${yaml(clientId)}`,
    `            client-secret: \${${SECRET}}`,
    `            authorization-grant-type: ${isService ? "client_credentials" : "authorization_code"}`,
    !isService && `            redirect-uri: ${yaml(redirectUri ?? "")}`,
    `            scope: ${yaml(scope.replaceAll(" ", ","))}`,
    "        provider:",
    "          candor:",
    `            issuer-uri: ${yaml(issuer)}`,
  );
  const pkce = lines(
    "",
    "# SecurityConfiguration.java: PKCE, which Spring Security leaves out for clients with a secret",
    "#   @Bean",
    "#   SecurityFilterChain security(HttpSecurity http, ClientRegistrationRepository clients) throws Exception {",
    '#     var resolver = new DefaultOAuth2AuthorizationRequestResolver(clients, "/oauth2/authorization");',
    "#     resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());",
    "#     return http.authorizeHttpRequests(all -> all.anyRequest().authenticated())",
    "#         .oauth2Login(login -> login",
    "#             .authorizationEndpoint(at -> at.authorizationRequestResolver(resolver))",
    `#             .redirectionEndpoint(at -> at.baseUri(${js(path)})))`,
    "#         .build();",
    "#   }",
  );
  return {
    id: "spring",
    name: "Spring Security",
    file: "application.yaml",
    install: "spring-boot-starter-oauth2-client",
    code: isService ? registration : registration + pkce,
  };
};

export const aspNet: Library = (target) => {
  if (target.building !== "web") return undefined;
  const { issuer, clientId, scope } = target;
  return {
    id: "asp-net",
    name: "ASP.NET Core",
    file: "Program.cs",
    install: "dotnet add package Microsoft.AspNetCore.Authentication.OpenIdConnect",
    code: lines(
      "using Microsoft.AspNetCore.Authentication.Cookies;",
      "using Microsoft.AspNetCore.Authentication.OpenIdConnect;",
      "",
      "var builder = WebApplication.CreateBuilder(args);",
      "builder.Services.AddAuthorization();",
      "builder.Services",
      "    .AddAuthentication(options =>",
      "    {",
      "        options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;",
      "        options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;",
      "    })",
      "    .AddCookie()",
      "    .AddOpenIdConnect(options =>",
      "    {",
      `        options.Authority = ${js(issuer)};`,
      isPlain(target) && "        options.RequireHttpsMetadata = false; // only because this server is reached by http",
      `        options.ClientId = ${js(clientId)};`,
      `        options.ClientSecret = builder.Configuration["${SECRET}"];`,
      `        options.CallbackPath = ${js(placeOf(target).path)};`,
      '        options.ResponseType = "code";',
      '        options.ResponseMode = "query";',
      "        options.UsePkce = true;",
      "        options.MapInboundClaims = false;",
      "        options.GetClaimsFromUserInfoEndpoint = true;",
      "        options.Scope.Clear();",
      ...scope.split(" ").map((name) => `        options.Scope.Add(${js(name)});`),
      "    });",
      "",
      "var app = builder.Build();",
      "app.UseAuthentication();",
      "app.UseAuthorization();",
      'app.MapGet("/", (HttpContext context) => $"Signed in as {context.User.FindFirst("sub")?.Value}").RequireAuthorization();',
      ownOrigin(target) === undefined ? "app.Run();" : `app.Run(${js(ownOrigin(target) ?? "")});`,
    ),
  };
};

export const authlib: Library = (target) => {
  const { building, issuer, clientId, scope, redirectUri } = target;
  if (building === "service")
    return {
      id: "authlib",
      name: "Authlib",
      file: "app.py",
      install: "pip install authlib requests",
      code: lines(
        "import os",
        "",
        "from authlib.integrations.requests_client import OAuth2Session",
        "",
        `client = OAuth2Session(${js(clientId)}, os.environ["${SECRET}"], scope=${js(scope)})`,
        `token = client.fetch_token(${js(`${issuer}/token`)}, grant_type="client_credentials")`,
        "print(f\"Got a token for {token['scope']}, valid for {token['expires_in']} seconds\")",
      ),
    };
  if (building !== "web") return undefined;
  const { path, port } = placeOf(target);
  return {
    id: "authlib",
    name: "Authlib",
    file: "app.py",
    install: "pip install authlib flask requests",
    note: "SESSION_SECRET is a random text of your own, for its cookies.",
    code: lines(
      "import os",
      "",
      "from authlib.integrations.flask_client import OAuth",
      "from flask import Flask",
      "",
      "app = Flask(__name__)",
      'app.secret_key = os.environ["SESSION_SECRET"]',
      "oauth = OAuth(app)",
      "oauth.register(",
      '    "candor",',
      `    client_id=${js(clientId)},`,
      `    client_secret=os.environ["${SECRET}"],`,
      `    server_metadata_url=${js(`${issuer}/.well-known/openid-configuration`)},`,
      `    client_kwargs={"scope": ${js(scope)}, "code_challenge_method": "S256"},`,
      ")",
      "",
      "",
      '@app.route("/")',
      "def sign_in():",
      `    return oauth.candor.authorize_redirect(${js(redirectUri ?? "")})`,
      "",
      "",
      `@app.route(${js(path)})`,
      "def signed_in():",
      "    token = oauth.candor.authorize_access_token()",
      '    return "Signed in as " + oauth.candor.userinfo(token=token)["sub"]',
      "",
      "",
      `app.run(port=${port})`,
    ),
  };
};

export const go: Library = (target) => {
  const { building, issuer, clientId, scope, redirectUri } = target;
  const scopes = scope.split(" ").map(js).join(", ");
  const about = { id: "go", name: "Go x/oauth2", file: "main.go", install: "go get golang.org/x/oauth2" };
  if (building === "service")
    return {
      ...about,
      code: lines(
        "package main",
        "",
        "import (",
        '\t"context"',
        '\t"fmt"',
        '\t"log"',
        '\t"os"',
        "",
        '\t"golang.org/x/oauth2/clientcredentials"',
        ")",
        "",
        "func main() {",
        "\tconfig := clientcredentials.Config{",
        `\t\tClientID:     ${js(clientId)},`,
        `\t\tClientSecret: os.Getenv("${SECRET}"),`,
        `\t\tTokenURL:     ${js(`${issuer}/token`)},`,
        `\t\tScopes:       []string{${scopes}},`,
        "\t}",
        "\ttoken, err := config.Token(context.Background())",
        "\tif err != nil {",
        "\t\tlog.Fatal(err)",
        "\t}",
        '\tfmt.Println("Got a token, valid until", token.Expiry)',
        "}",
      ),
    };
  if (building !== "web") return undefined;
  const { path, port } = placeOf(target);
  return {
    ...about,
    note: "One user at a time. Keep state and verifier in the session of each user instead.",
    code: lines(
      "package main",
      "",
      "import (",
      '\t"fmt"',
      '\t"log"',
      '\t"net/http"',
      '\t"os"',
      "",
      '\t"golang.org/x/oauth2"',
      ")",
      "",
      "func main() {",
      "\tconfig := oauth2.Config{",
      `\t\tClientID:     ${js(clientId)},`,
      `\t\tClientSecret: os.Getenv("${SECRET}"),`,
      `\t\tRedirectURL:  ${js(redirectUri ?? "")},`,
      `\t\tScopes:       []string{${scopes}},`,
      "\t\tEndpoint: oauth2.Endpoint{",
      `\t\t\tAuthURL:  ${js(`${issuer}/authorize`)},`,
      `\t\t\tTokenURL: ${js(`${issuer}/token`)},`,
      "\t\t},",
      "\t}",
      "\tvar state, verifier string",
      '\thttp.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {',
      "\t\tstate, verifier = oauth2.GenerateVerifier(), oauth2.GenerateVerifier()",
      "\t\thttp.Redirect(w, r, config.AuthCodeURL(state, oauth2.S256ChallengeOption(verifier)), http.StatusFound)",
      "\t})",
      `\thttp.HandleFunc(${js(path)}, func(w http.ResponseWriter, r *http.Request) {`,
      '\t\tif r.FormValue("state") != state {',
      '\t\t\thttp.Error(w, "another state", http.StatusBadRequest)',
      "\t\t\treturn",
      "\t\t}",
      '\t\ttoken, err := config.Exchange(r.Context(), r.FormValue("code"), oauth2.VerifierOption(verifier))',
      "\t\tif err != nil {",
      "\t\t\thttp.Error(w, err.Error(), http.StatusBadGateway)",
      "\t\t\treturn",
      "\t\t}",
      '\t\tfmt.Fprintln(w, "Signed in, with a token until", token.Expiry)',
      "\t})",
      `\tlog.Fatal(http.ListenAndServe("localhost:${port}", nil))`,
      "}",
    ),
  };
};
