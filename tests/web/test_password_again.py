"""Whoever signed in long ago types the password again before a second factor is set up, and is no error."""


def test_a_second_factor_asks_for_the_password_again(sign_in):
    client = sign_in("analyst")
    asked = client.get("/account/2fa/totp/activate/")
    assert asked.status_code == 302 and "reauthenticate" in asked.headers["Location"]
    assert client.get(asked.headers["Location"]).status_code == 200
