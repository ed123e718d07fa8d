use Mojolicious::Lite -signatures;

app->mode('production');
app->log->level('error');
app->secrets(['a-secret-for-cookies']);
plugin OAuth2 => {
  providers => {
    candor => {
      key           => $ENV{CLIENT_ID},
      secret        => $ENV{CLIENT_SECRET},
      scope         => $ENV{SCOPE},
      authorize_url => "$ENV{ISSUER}/authorize?response_type=code",
      token_url     => "$ENV{ISSUER}/token",
    },
  },
};

get '/' => sub ($c) { $c->render(text => 'My application') };

get '/callback' => sub ($c) {
  $c->oauth2->get_token_p(candor => {redirect_uri => $ENV{REDIRECT_URI}})->then(sub ($token) {
    return unless $token;
    my $bearer = {Authorization => "Bearer $token->{access_token}"};
    my $user   = $c->ua->get("$ENV{ISSUER}/userinfo" => $bearer)->result->json;
    $c->render(text => "Signed in as $user->{name}");
  })->catch(sub ($error) { $c->render(text => $error, status => 500) });
};

app->start('daemon', '-l', "http://localhost:$ENV{PORT}");
