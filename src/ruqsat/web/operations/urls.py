"""The operator's pages: one, and what its buttons do."""

from django.urls import path

from ruqsat.web.operations import views

app_name = "operations"

urlpatterns = [
    path("", views.home, name="home"),
    path("again/<int:undone>/", views.again, name="again"),
    path("messages/<uuid:message>/again/", views.send_again, name="send-again"),
    path("again/", views.again_all, name="again-all"),
    path("jobs/<str:task>/", views.jobs_again, name="jobs-again"),
]
