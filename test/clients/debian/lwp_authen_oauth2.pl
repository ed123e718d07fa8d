use Mojolicious::Lite -signatures;
use JSON qw(decode_json);
use LWP::Authen::OAuth2;

app->mode('production');
app->log->level('error');

my $client = LWP::Authen::OAuth2->new(
  client_id              => $ENV{CLIENT_ID},
  client_secret          => $ENV{CLIENT_SECRET},
  authorization_endpoint => "$ENV{ISSUER}/authorize",
  token_endpoint         => "$ENV{ISSUER}/token",
  redirect_uri           => $ENV{REDIRECT_URI},
  scope                  => $ENV{SCOPE},
);

get '/'      => sub ($c) { $c->render(text => 'My application') };
get '/login' => sub ($c) { $c->redirect_to($client->authorization_url) };

get '/callback' => sub ($c) {
  my $code = $c->param('code') // die 'Authorization failed: ' . $c->param('error');
  $client->request_tokens(code => $code);
  my $user = decode_json($client->get("$ENV{ISSUER}/userinfo")->content);
  $c->render(text => "Signed in as $user->{name}");
};

app->start('daemon', '-l', "http://localhost:$ENV{PORT}");
