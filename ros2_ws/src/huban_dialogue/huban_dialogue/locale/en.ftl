not-understood = Sorry, I did not understand that. You can say for example: come here.
cannot-yet = I am sorry, I cannot do that yet.
ask-back = Did you say: { $words }? Please say yes or no.
yes-or-no = Please say yes or no again.
say-again = Please say it again.
called = Yes? I am listening.
meant-me = Did you mean me? Shall I: { $words }?
