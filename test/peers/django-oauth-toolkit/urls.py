from django.contrib import admin
from django.urls import include, path
from oauth2_provider import urls as oauth2_urls

urlpatterns = [
    path("admin/", admin.site.urls),
    path("o/", include(oauth2_urls)),
    # The toolkit asks for them at the root as well where it is mounted under a prefix.
    path("", include(oauth2_urls.metadata_urlpatterns)),
]
