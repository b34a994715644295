// OneTimePassword
