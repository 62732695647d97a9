"""A framework for the Models panel: saves the classifier of `centroid`."""
