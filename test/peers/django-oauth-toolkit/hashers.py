from django.contrib.auth.hashers import PBKDF2PasswordHasher


class FastHasher(PBKDF2PasswordHasher):
    algorithm = "fast_pbkdf2"
    iterations = 10_000
